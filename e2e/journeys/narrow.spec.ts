import { expect } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { ChatPage } from "../fixtures/chat-page";
import { expectNoSidewaysScroll } from "../fixtures/sideways";
import { test } from "../fixtures/test";

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
  });
}

test("the console fits a phone, every list of it", async ({ people, say }) => {
  const { slug } = await people.person({ organizationName: "Narrow" });
  const { page } = await people.superadmin();
  await page.setViewportSize({ width: 360, height: 740 });
  const expectFits = async (what: string) => {
    await expectNoSidewaysScroll(page, what);
    const inner = await page.evaluate(() =>
      [...document.querySelectorAll("main *")]
        .filter((box) => ["auto", "scroll"].includes(getComputedStyle(box).overflowX))
        .filter((box) => box.scrollWidth > box.clientWidth + 1 && box.getClientRects().length > 0)
        .map((box) => box.querySelector("table")?.ariaLabel ?? box.className),
    );
    // Tabs are meant to be moved sideways.
    expect(inner.filter((name) => !name.includes("tab"))).toEqual([]);
  };
  for (const path of [
    "/admin",
    "/admin/orgs",
    "/admin/prices",
    "/admin/markup",
    "/admin/adapters",
    "/admin/jobs",
    "/admin/health",
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    if (path === "/admin/health") {
      await page.getByRole("button", { name: say("admin.health.run") }).click();
      await expect(page.getByText(/All \d+ invariants hold/).first()).toBeVisible();
    }
    await page.waitForLoadState("networkidle");
    await expectFits(path);
  }
  await page.goto(`/admin/orgs?q=${slug}`);
  await page.getByRole("link", { name: "Narrow" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Narrow" })).toBeVisible();
  for (const tab of await page.getByRole("tab").all()) {
    await tab.click();
    await page.waitForLoadState("networkidle");
    await expectFits(`an organisation, ${await tab.textContent()}`);
  }
});
