import { expect } from "@playwright/test";
import { test } from "../fixtures/test";

test("what was typed a moment before a file is downloaded is still searched for", async ({ people, say }) => {
  const { page, slug } = await people.person({ organizationName: "Typed" });
  await page.goto(`/o/${slug}/credits`);
  await page.waitForLoadState("networkidle");
  const search = page.getByRole("searchbox", { name: say("credits.entries.search") });
  await search.fill("welcome");
  // In one go: the pause after which typing counts must not have passed.
  const download = page.waitForEvent("download");
  await page.locator("a[download]").evaluate((link: HTMLElement) => link.click());
  await download;
  await expect(page).toHaveURL(/q=welcome/);
  await expect(search).toHaveValue("welcome");
});
