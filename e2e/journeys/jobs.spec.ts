import { expect } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { test } from "../fixtures/test";

test("a failed run is found as a dead letter, read step by step, and run again", async ({ people, say }) => {
  const { page } = await people.superadmin();
  await page.goto("/admin/jobs");
  await expect(page.getByRole("heading", { level: 1, name: say("jobs.title") })).toBeVisible();
  await page.getByRole("button", { name: say("jobs.ping.fail") }).click();
  await page.getByRole("combobox", { name: say("jobs.stateLabel") }).click();
  await page.getByRole("option", { name: say("jobs.stateFilters.failed") }).click();
  await expect(page).toHaveURL(/state=failed/);
  const failed = page.getByRole("row").filter({ hasText: "system/ping" }).first();
  await expect(failed).toContainText(say("jobs.states.failed"));
  await expectAccessible(page, "console, failed runs");
  await failed.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: say("jobs.functions.system-ping") })).toBeVisible();
  await expect(page.getByText("This run was told to fail.").first()).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: say("jobs.states.failed") })).toHaveCount(1);
  await expectAccessible(page, "console, one run");

  const first = page.url();
  await page.getByRole("button", { name: say("jobs.run.replay") }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: say("jobs.run.replay") })
    .click();
  await expect(page).not.toHaveURL(first);
  // The copy runs by itself, names what it repeats, and fails as it is told to.
  await expect(page.getByRole("link", { name: first.split("/").at(-1)?.slice(0, 8) ?? "" })).toBeVisible();
  await expect(page.getByText("This run was told to fail.").first()).toBeVisible();
});

test("a test run completes while the page is watched, and nothing is left to deliver", async ({ people, say }) => {
  const { page } = await people.superadmin();
  await page.goto("/admin/jobs?state=completed");
  await page.getByRole("button", { name: say("jobs.ping.run"), exact: true }).click();
  const done = page.getByRole("row").filter({ hasText: "system/ping" }).first();
  await expect(done).toContainText(say("jobs.states.completed"));
  await page.getByText(say("jobs.events"), { exact: true }).click();
  await expect(page).toHaveURL(/view=events/);
  await expect(page.getByRole("heading", { name: say("jobs.undelivered.noneWaiting") })).toBeVisible();
  await expectAccessible(page, "console, undelivered events");
});
