import { expect } from "@playwright/test";
import { locales } from "~/i18n/locales";
import { expectAccessible } from "../fixtures/axe";
import { test } from "../fixtures/test";

for (const language of locales) {
  test.describe(language, () => {
    test.use({ language });

    for (const colorScheme of ["light", "dark"] as const) {
      test(`public pages are readable in ${colorScheme}, wide and narrow`, async ({ people }) => {
        const { page } = await people.visitor({ colorScheme });
        for (const path of ["/", "/charge-policy", "/sign-in", "/sign-up"]) {
          const response = await page.goto(path);
          expect(response?.status()).toBe(200);
          await expect(page.locator("h1")).toBeVisible();
          await expect(page.locator("html")).toHaveAttribute("lang", language);
          await expectAccessible(page, `${path} in ${colorScheme}`);
          await page.setViewportSize({ width: 360, height: 740 });
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(overflow, `${path} scrolls sideways on a phone`).toBeLessThanOrEqual(0);
          await page.setViewportSize({ width: 1280, height: 800 });
        }
      });
    }
  });
}

test("a page that does not exist says so in words, and hides nothing behind it", async ({ people, say }) => {
  const { page } = await people.visitor();
  const response = await page.goto("/nothing/here");
  expect(response?.status()).toBe(404);
  await expect(page.locator("h1")).toBeVisible();
  await expect(page).toHaveTitle(/Counterpart/);
  await expectAccessible(page, "not found");
  expect(say("common.theme.dark")).not.toBe("");
});
