import { expect } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { test } from "../fixtures/test";

for (const colorScheme of ["light", "dark"] as const) {
  test(`a chosen ${colorScheme} theme stands from the first paint, against what the system prefers`, async ({
    people,
    say,
  }) => {
    const { page, slug } = await people.person({}, { colorScheme: colorScheme === "dark" ? "light" : "dark" });
    await page.goto(`/o/${slug}/settings/account`);
    await page.getByRole("radio", { name: say(`common.theme.${colorScheme}`) }).click();
    await expect(page.locator("html")).toHaveClass(new RegExp(colorScheme));
    // Every colour that the page's ground ever has while it loads.
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(window, { grounds: seen });
      const note = () => {
        if (document.body !== null) seen.push(getComputedStyle(document.body).backgroundColor);
        requestAnimationFrame(note);
      };
      requestAnimationFrame(note);
    });
    for (const path of [`/o/${slug}/chat`, `/o/${slug}/credits`, "/charge-policy"]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 }).or(page.getByRole("main")).first()).toBeVisible();
      const grounds = await page.evaluate(() => [...new Set<string>(Reflect.get(window, "grounds"))]);
      expect(grounds, `grounds of ${path}`).toHaveLength(1);
      await expectAccessible(page, `${path} in ${colorScheme}`);
    }
  });
}
