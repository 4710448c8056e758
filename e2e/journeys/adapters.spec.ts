import { expect } from "@playwright/test";
import { locales } from "~/i18n/locales";
import { expectAccessible } from "../fixtures/axe";
import { test } from "../fixtures/test";

for (const language of locales) {
  test.describe(language, () => {
    test.use({ language });

    test("the superadmin sees which twin is at work, uses it once, and finds what to set for another", async ({
      people,
      say,
    }) => {
      const { page } = await people.superadmin();
      await page.goto("/admin/adapters");
      const table = page.getByRole("table", { name: say("admin.adapters.title") });
      await expect(table.getByText(say("admin.adapters.answers"), { exact: true }).first()).toBeVisible();
      await table.getByText(say("admin.adapters.ports.files"), { exact: true }).click();
      await expect(page).toHaveURL(/open=files/);
      const panel = page.getByRole("complementary", { name: say("admin.adapters.ports.files") });
      await panel.getByRole("button", { name: say("admin.adapters.test.run") }).click();
      await expect(panel.getByText(say("admin.adapters.test.steps.remove"))).toBeVisible();
      await expect(panel.getByRole("status")).toContainText(
        say("admin.adapters.test.passed", { ms: "#" }).split("#")[0] ?? "",
      );
      await expect(panel.getByText("S3_BUCKET=")).toBeVisible();
      await expectAccessible(page, "an adapter after its test");

      // The address opens the same record; the way is the keyboard's too.
      await page.reload();
      await expect(panel).toBeVisible();
      // The server has drawn the record already; the keys work as soon as its script has come.
      await expect(async () => {
        await page.keyboard.press("Escape");
        await expect(panel).toHaveCount(0, { timeout: 1_000 });
      }).toPass();
      await expect(page).not.toHaveURL(/open=/);
      if (language !== "en") return;
      for (const port of ["jobs", "mail"] as const) {
        const name = say(`admin.adapters.ports.${port}`);
        await table.getByText(name, { exact: true }).click();
        const other = page.getByRole("complementary", { name });
        await other.getByRole("button", { name: say("admin.adapters.test.run") }).click();
        await expect(other.getByRole("status")).toContainText(/Passed in/, { timeout: 20_000 });
      }
    });
  });
}
