import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { ChatPage } from "../fixtures/chat-page";
import { expectNoSidewaysScroll } from "../fixtures/sideways";
import { test } from "../fixtures/test";

/** Nothing in the page has to be pushed sideways either, but tabs, which are meant to be. */
async function expectFits(page: Page, what: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  await expectNoSidewaysScroll(page, what);
  const inner = await page.evaluate(() =>
    [...document.querySelectorAll("main *")]
      .filter(
        (box) => ["auto", "scroll"].includes(getComputedStyle(box).overflowX) && !box.matches("[role=tablist], nav"),
      )
      .filter((box) => box.scrollWidth > box.clientWidth + 1 && box.getClientRects().length > 0)
      .map((box) => box.querySelector("table")?.ariaLabel ?? box.className),
  );
  expect(inner, what).toEqual([]);
}

const consolePages = [
  "/admin",
  "/admin/orgs",
  "/admin/prices",
  "/admin/markup",
  "/admin/adapters",
  "/admin/jobs",
  "/admin/jobs?view=events",
  "/admin/mail",
  "/admin/mail/templates",
  "/admin/mail/suppressions",
  "/admin/health",
];

for (const language of ["en", "ru"] as const) {
  test.describe(language, () => {
    test.use({ language });

    test("at 360 pixels everything can be done: ask, read the receipt, find a chat, see and buy credits", async ({
      people,
      say,
      backstage,
    }) => {
      const { page, slug } = await people.person(
        { organizationName: "Samferdselsdepartementet i Nordland" },
        { viewport: { width: 360, height: 740 } },
      );
      const chat = new ChatPage(page, say, slug);
      await chat.open();
      await expectNoSidewaysScroll(page, "an empty chat");
      await chat.send(language === "ru" ? "Сколько будет 2 + 2?" : "What is 2 + 2?");
      expect(await chat.answered()).toContain("4");
      await expectNoSidewaysScroll(page, "a chat");
      await chat.receiptOf(chat.last).click();
      await expect(page.getByText(say("chat.receipt.charged"))).toBeVisible();
      await expectNoSidewaysScroll(page, "a chat with its receipt");
      await expectAccessible(page, "chat on a phone, receipt open");
      await page.getByRole("button", { name: say("chat.list.open") }).click();
      await expect(page.getByRole("dialog").getByRole("navigation", { name: say("chat.list.title") })).toBeVisible();
      await expectAccessible(page, "list of chats on a phone");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: say("shell.menu") }).click();
      const toCredits = page.getByRole("dialog").getByRole("link", { name: say("shell.credits") });
      await expect(toCredits.first()).toBeVisible();
      await expectAccessible(page, "menu on a phone");
      await toCredits.first().click();
      await expect(page).toHaveURL(/\/credits/);
      await expect(page.getByText(say("credits.buy.testTitle"))).toBeVisible();
      await expectNoSidewaysScroll(page, "credits");
      await expectAccessible(page, "credits on a phone");
      const before = await backstage.balance(slug);
      await page.getByRole("button", { name: /1[,\s]000.*20/ }).click();
      await expect.poll(() => backstage.balance(slug)).toBe(before + 1_000_000_000n);
      await page.goto(`/o/${slug}/settings/account/security`);
      await expectNoSidewaysScroll(page, "security settings");
    });

    test("the console fits a phone, every list of it", async ({ people, say }) => {
      const { slug } = await people.person({ organizationName: "Narrow" });
      const { page } = await people.superadmin();
      await page.setViewportSize({ width: 360, height: 740 });
      for (const path of consolePages) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        if (path === "/admin/health") {
          const checked = page.waitForResponse(/admin\.checkLedger/);
          await page.getByRole("button", { name: say("admin.health.run") }).click();
          await checked;
        }
        await expectFits(page, path);
      }
      await page.goto(`/admin/orgs?q=${slug}`);
      await page.getByRole("link", { name: "Narrow" }).first().click();
      await expect(page.getByRole("heading", { level: 1, name: "Narrow" })).toBeVisible();
      for (const tab of await page.getByRole("tab").all()) {
        await tab.click();
        await expectFits(page, `an organisation, ${await tab.textContent()}`);
      }
    });

    test("one mail, one run and one adapter fit a phone", async ({ people, say }) => {
      // Whoever signs up is sent a mail.
      await people.person({ organizationName: "Narrow" });
      const { page } = await people.superadmin();
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto("/admin/mail");
      await page.locator("main a[href^='/admin/mail/']:visible").filter({ hasText: "@" }).first().click();
      await expect(page).toHaveURL(/\/admin\/mail\/[0-9a-f-]{36}/);
      await expectFits(page, "one mail");
      await page.goto("/admin/jobs?state=completed");
      await page.getByRole("button", { name: say("jobs.ping.run"), exact: true }).click();
      await page.locator("main a[href^='/admin/jobs/']:visible").first().click();
      await expect(page).toHaveURL(/\/admin\/jobs\/[^?]+/);
      await expectFits(page, "one run");
      for (const port of ["models", "jobs"] as const) {
        await page.goto("/admin/adapters");
        await page
          .getByRole("button", { name: say(`admin.adapters.ports.${port}`) })
          .first()
          .click();
        await expect(page.getByText(say("admin.adapters.guide.title"))).toBeVisible();
        await expectFits(page, `the adapter of ${port}`);
      }
    });
  });
}
