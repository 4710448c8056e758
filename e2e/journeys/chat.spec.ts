import { expect } from "@playwright/test";
import { locales } from "~/i18n/locales";
import { formatCredits } from "~/lib/format-credits";
import { expectAccessible } from "../fixtures/axe";
import { ChatPage, startOf } from "../fixtures/chat-page";
import { test } from "../fixtures/test";

const prompts = {
  en: { long: "Write 300 words about tea", endless: "Write 2500 words about tea", short: "What is 2 + 2?" },
  ru: { long: "Напиши 300 слов о чае", endless: "Напиши 2500 слов о чае", short: "Сколько будет 2 + 2?" },
};

for (const language of locales) {
  test.describe(language, () => {
    test.use({ language });
    const prompt = prompts[language];

    test("an answer streams, its cost is said before and after, and the receipt adds up to the balance", async ({
      people,
      say,
      backstage,
    }) => {
      const { page, slug } = await people.person({ organizationName: "Halden Freight" });
      await backstage.setBalance(slug, 50_000_000n);
      const chat = new ChatPage(page, say, slug);
      await chat.open();
      await expect(page.getByRole("heading", { name: say("chat.firstRun.title") })).toBeVisible();
      await expectAccessible(page, "chat, first run");
      await chat.send(prompt.short);
      await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
      expect(await chat.answered()).toContain("4");
      await expectAccessible(page, "chat with an answer");

      await chat.receiptOf(chat.last).click();
      const receipt = page.getByRole("dialog", { name: say("chat.receipt.label") });
      await expect(receipt.getByText(say("chat.receipt.charged"))).toBeVisible();
      await expectAccessible(page, "chat with an open receipt");
      const [charge] = await backstage.rows<{ charge: string; after: string }>(
        `SELECT c.charge_ucr AS charge, c.balance_after_ucr AS after FROM usage_charge c JOIN organization o ON o.id = c.org_id
         WHERE o.slug = $1 AND c.purpose = 'chat'`,
        [slug],
      );
      const charged = BigInt(charge?.charge ?? 0);
      expect(charged).toBeGreaterThan(0n);
      await expect(receipt).toContainText(formatCredits(charged, language, { precision: "exact" }));
      await expect(receipt).toContainText(formatCredits(50_000_000n - charged, language));
      await page.keyboard.press("Escape");

      // The title is a call of its own: the pill follows until everything is charged.
      await expect
        .poll(
          async () =>
            (
              await backstage.rows(
                "SELECT FROM usage_hold h JOIN organization o ON o.id = h.org_id WHERE o.slug = $1 AND h.state = 'active'",
                [slug],
              )
            ).length,
        )
        .toBe(0);
      await expect(async () => {
        const balance = formatCredits(await backstage.balance(slug), language);
        await expect(chat.pill).toContainText(balance, { timeout: 1_000 });
      }).toPass();
    });

    test("a stopped answer keeps what came, is charged for that alone, and the next one works", async ({
      people,
      say,
      backstage,
    }) => {
      const { page, slug } = await people.person();
      const chat = new ChatPage(page, say, slug);
      await chat.open();
      await chat.send(prompt.endless);
      await chat.wroteAtLeast(80);
      await expectAccessible(page, "chat while an answer is written");
      await chat.stopButton.click();
      await expect(chat.last.getByText(startOf(say("chat.note.stopped", { amount: "§" })))).toBeVisible();
      const kept = await chat.answered();
      expect(kept.length).toBeGreaterThan(60);
      await expectAccessible(page, "chat with a stopped answer");
      await page.reload();
      await expect(chat.receiptOf(chat.last)).toBeVisible();
      expect((await chat.textOf(chat.last)).replaceAll(/\s+/g, " ")).toBe(kept.replaceAll(/\s+/g, " "));
      const charges = await backstage.rows(
        "SELECT c.output_tokens FROM usage_charge c JOIN organization o ON o.id = c.org_id WHERE o.slug = $1 AND purpose = 'chat'",
        [slug],
      );
      expect(charges).toHaveLength(1);
      await chat.send(prompt.short);
      expect(await chat.answered()).toContain("4");
    });

    test("an answer goes on through a reload, and another tab sees it being written and can stop it", async ({
      people,
      say,
      backstage,
    }) => {
      const { page, context, slug } = await people.person();
      const chat = new ChatPage(page, say, slug);
      await chat.open();
      await chat.send(prompt.endless);
      await chat.wroteAtLeast(60);
      await page.reload();
      await chat.wroteAtLeast(120);
      const other = new ChatPage(await context.newPage(), say, slug);
      await other.open(chat.conversationId());
      await other.wroteAtLeast(180);
      const seen = await other.textOf(other.last);
      expect((await chat.textOf(chat.last)).slice(0, 60)).toBe(seen.slice(0, 60));
      await other.stopButton.click();
      await expect(chat.last.getByText(startOf(say("chat.note.stopped", { amount: "§" })))).toBeVisible();
      expect(await chat.answered()).toBe(await other.answered());
      const charges = await backstage.rows(
        "SELECT c.output_tokens FROM usage_charge c JOIN organization o ON o.id = c.org_id WHERE o.slug = $1 AND purpose = 'chat'",
        [slug],
      );
      expect(charges).toHaveLength(1);
    });

    test("credits that run out end the answer with a word, then refuse the next; bought ones let it go on", async ({
      people,
      say,
      backstage,
    }) => {
      const { page, slug } = await people.person({ organizationName: "Northwind" });
      await backstage.setBalance(slug, 150_000n);
      const chat = new ChatPage(page, say, slug);
      await chat.open();
      await chat.send(prompt.long);
      await expect(chat.last.getByText(startOf(say("chat.note.credits", { amount: "§" })))).toBeVisible({
        timeout: 30_000,
      });
      await expectAccessible(page, "chat, out of credits mid-way");
      await chat.send(prompt.short);
      await expect(chat.wall).toBeVisible();
      await expect(chat.wall).toContainText(say("chat.wall.creditsTitle", { org: "Northwind" }));
      await expect(chat.composer).toHaveValue(prompt.short);
      await expectAccessible(page, "chat with the wall");
      expect(await backstage.balance(slug)).toBeGreaterThanOrEqual(0n);

      await chat.wall.getByRole("link", { name: say("chat.wall.buy") }).click();
      await expect(page).toHaveURL(/\/credits$/);
      await expect(page.getByText(say("credits.buy.testTitle"))).toBeVisible();
      await expectAccessible(page, "credits");
      await page.getByRole("button", { name: /1[,  ]000.*20/ }).click();
      await expect.poll(() => backstage.balance(slug)).toBeGreaterThan(1_000_000_000n);
      await page.goBack();
      await expect(chat.composer).toHaveValue(prompt.short);
      await chat.composer.press("Enter");
      expect(await chat.answered()).toContain("4");
    });
  });
}

test("another answer, an edited question and every branch of them stay reachable", async ({ people, say }) => {
  const { page, slug } = await people.person();
  const chat = new ChatPage(page, say, slug);
  await chat.open();
  await chat.send("What is 2 + 2?");
  const first = await chat.answered();
  await chat.last.getByRole("button", { name: say("chat.thread.regenerate") }).click();
  await expect(
    chat.last.getByRole("group", { name: say("chat.thread.branchLabel", { index: 2, count: 2 }) }),
  ).toBeVisible();
  await chat.answered();
  await chat.last.getByRole("button", { name: say("chat.thread.previousBranch") }).click();
  await expect(
    chat.last.getByRole("group", { name: say("chat.thread.branchLabel", { index: 1, count: 2 }) }),
  ).toBeVisible();
  expect(await chat.textOf(chat.last)).toBe(first);

  const question = chat.messages.first();
  await question.hover();
  await question.getByRole("button", { name: say("chat.thread.edit") }).click();
  await question.getByLabel(say("chat.thread.editLabel")).fill("What is 3 + 4?");
  await expectAccessible(page, "chat while a question is edited");
  await question.getByRole("button", { name: say("chat.thread.editSend") }).click();
  await expect(
    question.getByRole("group", { name: say("chat.thread.branchLabel", { index: 2, count: 2 }) }),
  ).toBeVisible();
  expect(await chat.answered()).toContain("7");
  await page.reload();
  await expect(chat.receiptOf(chat.last)).toBeVisible();
  expect(await chat.textOf(chat.last)).toContain("7");
  await question.getByRole("button", { name: say("chat.thread.previousBranch") }).click();
  await expect(chat.last).toContainText("4");
});

test("conversations are named by themselves, searched, renamed, pinned and deleted", async ({ people, say }) => {
  const { page, slug } = await people.person();
  const chat = new ChatPage(page, say, slug);
  await chat.open();
  await chat.send("Write 40 words about the harbour of Rotterdam");
  await chat.answered();
  const list = page.getByRole("navigation", { name: say("chat.list.title") });
  await expect(list.getByRole("link")).toHaveCount(1);
  await list.getByRole("link").focus();
  await page.keyboard.press("F2");
  await page.getByLabel(say("chat.conversation.title")).fill("Harbour notes");
  await page.keyboard.press("Enter");
  await expect(list.getByRole("link", { name: /Harbour notes/ })).toBeVisible();
  await list.getByRole("link").hover();
  await list.getByRole("button", { name: say("chat.conversation.menu", { title: "Harbour notes" }) }).click();
  await expect(page.getByRole("menuitem", { name: say("chat.conversation.pin") })).toBeVisible();
  await expectAccessible(page, "chat with a conversation's menu");
  await page.getByRole("menuitem", { name: say("chat.conversation.pin") }).click();
  await expect(list.getByRole("img", { name: say("chat.conversation.pinned") })).toBeVisible();
  await page.reload();
  await expect(list.getByRole("img", { name: say("chat.conversation.pinned") })).toBeVisible();

  await page.getByRole("button", { name: say("chat.list.search") }).click();
  await page
    .getByRole("searchbox", { name: say("chat.list.search") })
    .or(page.getByLabel(say("chat.list.search"), { exact: true }).and(page.locator("input")))
    .fill("nothing like this");
  await expect(page.getByText(say("chat.list.nothingFound", { words: "nothing like this" }))).toBeVisible();
  await expectAccessible(page, "chat list, nothing found");
  await page.getByRole("button", { name: say("chat.list.clearSearch") }).click();
  await list.getByRole("link", { name: /Harbour notes/ }).focus();
  await page.keyboard.press("Delete");
  const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
  await expect(dialog).toContainText(say("chat.remove.title", { title: "Harbour notes" }));
  await expectAccessible(page, "chat, asking before deletion");
  await dialog.getByRole("button", { name: say("chat.remove.act") }).click();
  await expect(list.getByRole("link", { name: /Harbour notes/ })).toBeHidden();
  await expect(page).toHaveURL(/\/chat$/);
});

test("a draft survives a reload and a change of page", async ({ people, say }) => {
  const { page, slug } = await people.person();
  const chat = new ChatPage(page, say, slug);
  await chat.open();
  await chat.composer.fill("Not sent yet");
  await page.reload();
  await expect(chat.composer).toHaveValue("Not sent yet");
  await chat.pill.click();
  await expect(page).toHaveURL(/\/credits/);
  await page.goBack();
  await expect(chat.composer).toHaveValue("Not sent yet");
});
