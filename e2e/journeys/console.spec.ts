import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { locales } from "~/i18n/locales";
import { formatCredits } from "~/lib/format-credits";
import { expectAccessible } from "../fixtures/axe";
import { ChatPage } from "../fixtures/chat-page";
import { test } from "../fixtures/test";

for (const language of locales) {
  test.describe(language, () => {
    test.use({ language });

    test("the superadmin adjusts a balance, and the organisation's open tab shows it by itself", async ({
      people,
      say,
      backstage,
    }) => {
      const name = `Adjusted ${randomUUID().slice(0, 8)}`;
      const owner = await people.person({ organizationName: name });
      await backstage.setBalance(owner.slug, 12_000_000n);
      const chat = new ChatPage(owner.page, say, owner.slug);
      await chat.open();
      await expect(chat.pill).toContainText(formatCredits(12_000_000n, language));

      const superadmin = await people.superadmin();
      const { page } = superadmin;
      await page.goto("/admin");
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page, "console overview");
      await page
        .getByRole("link", { name: say("admin.nav.orgs") })
        .first()
        .click();
      await page.getByRole("searchbox", { name: say("admin.orgs.search") }).fill(name);
      await expect(page).toHaveURL(/q=Adjusted/);
      await page.getByRole("link", { name }).click();
      await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
      await expectAccessible(page, "console, one organisation");
      await page.getByRole("button", { name: say("admin.org.adjust") }).click();
      await expectAccessible(page, "console, adjusting");
      await page.getByLabel(say("admin.adjust.amount")).fill("25");
      await page.getByLabel(say("admin.adjust.reason")).fill("For the journey");
      await page.getByRole("button", { name: say("admin.adjust.actAdd", { credits: 25 }) }).click();
      await expect(chat.pill).toContainText(formatCredits(37_000_000n, language), { timeout: 5_000 });
      expect(await backstage.balance(owner.slug)).toBe(37_000_000n);
      await owner.page.goto(`/o/${owner.slug}/credits`);
      await expect(owner.page.getByText("For the journey").first()).toBeVisible();
    });
  });
}

test("a click right after typing is not lost", async ({ people, say }) => {
  const name = `Hurried ${randomUUID().slice(0, 8)}`;
  await people.person({ organizationName: name });
  const { page } = await people.superadmin();
  await page.goto(`/admin/orgs?q=${encodeURIComponent(name)}`);
  const link = page.getByRole("link", { name });
  await expect(link).toBeVisible();
  // The longest that typing waits, and a page that takes longer than that to come.
  await page.route("**/admin/orgs/*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    await route.continue();
  });
  await page.getByRole("searchbox", { name: say("admin.orgs.search") }).press("End");
  await page.keyboard.type("x");
  await link.click();
  await expect(page).toHaveURL(/\/admin\/orgs\/[0-9a-f-]{36}/);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});

test("every page of the console can be read, and the ledger's check finds nothing", async ({ people, say }) => {
  const { page } = await people.superadmin();
  for (const path of ["/admin", "/admin/orgs", "/admin/prices", "/admin/markup", "/admin/adapters", "/admin/health"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page, path);
  }
  await page.getByRole("button", { name: say("admin.health.run") }).click();
  await expect(page.getByText(/All \d+ invariants hold/).first()).toBeVisible();
  await expectAccessible(page, "/admin/health after a check");
});

test("to everybody else the console does not exist, and no menu leads there", async ({ people, say }) => {
  const { page, slug } = await people.person();
  await page.goto(`/o/${slug}/chat`);
  await expect(page.getByRole("link", { name: say("shell.platformConsole") })).toHaveCount(0);
  expect((await page.goto("/admin"))?.status()).toBe(404);
});
