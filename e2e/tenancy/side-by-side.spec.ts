import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { locales } from "~/i18n/locales";
import { formatCredits } from "~/lib/format-credits";
import { ChatPage } from "../fixtures/chat-page";
import { test } from "../fixtures/test";

/** A word that nothing but one organisation's own texts contains. */
const newCanary = () => `Canary${randomUUID().replaceAll("-", "").slice(0, 10)}`;

/** Keeps everything that the server sends to a page. */
function received(page: Page): () => string {
  const bodies: string[] = [];
  page.on("response", (response) => {
    void response.text().then(
      (text) => bodies.push(text),
      () => undefined,
    );
  });
  return () => bodies.join("\n");
}

for (const language of locales) {
  test.describe(language, () => {
    test.use({ language });

    test("two people of two organisations work side by side, and nothing of one reaches the other", async ({
      people,
      say,
      backstage,
    }) => {
      const sides = await Promise.all(
        ["A", "B"].map(async (side) => {
          const canary = newCanary();
          const person = await people.person({ name: `${canary} ${side}`, organizationName: `${canary} Works` });
          return { ...person, canary, got: received(person.page), chat: new ChatPage(person.page, say, person.slug) };
        }),
      );
      const [a, b] = sides;
      if (a === undefined || b === undefined) throw new Error("there are two sides");
      await backstage.setBalance(a.slug, 31_000_000n);
      await Promise.all(
        sides.map(async ({ chat, canary }) => {
          await chat.open();
          await chat.send(`How many words has this: ${canary} is our secret?`);
          await chat.answered();
        }),
      );
      for (const { page, slug } of sides) await page.goto(`/o/${slug}/credits`);
      for (const { page, slug } of sides)
        await expect(page.getByRole("main")).toContainText(formatCredits(await backstage.balance(slug), language));
      for (const { page, slug } of sides) await page.goto(`/o/${slug}/settings/account`);
      expect(a.got()).toContain(a.canary);
      expect(a.got()).not.toContain(b.canary);
      expect(b.got()).not.toContain(a.canary);

      // The other's addresses lead nowhere, like addresses that do not exist.
      const foreign = await b.page.goto(`/o/${a.slug}/chat/${a.chat.conversationId()}`);
      expect(foreign?.status()).toBe(404);
      const missing = await b.page.goto(`/o/no-such-organisation/chat/${randomUUID()}`);
      expect(missing?.status()).toBe(404);
      expect(b.got()).not.toContain(a.canary);
    });
  });
}

test("two organisations in two tabs of one browser stay apart: each tab shows and spends its own", async ({
  people,
  say,
  backstage,
}) => {
  const founder = await people.person({ organizationName: `${newCanary()} One` });
  const second = await people.person({ organizationName: `${newCanary()} Two` });
  await backstage.join(founder.email, second.slug, "member");
  await backstage.setBalance(founder.slug, 20_000_000n);
  await backstage.setBalance(second.slug, 70_000_000n);
  const one = new ChatPage(founder.page, say, founder.slug);
  const two = new ChatPage(await founder.context.newPage(), say, second.slug);
  const gotByOne = received(one.page);
  await one.open();
  await two.open();
  await two.send("How many words has this: Zanzibar is far away?");
  await two.answered();
  await one.send("What is 2 + 2?");
  await one.answered();
  expect(gotByOne()).not.toContain("Zanzibar");
  const [ofOne, ofTwo] = [await backstage.balance(founder.slug), await backstage.balance(second.slug)];
  expect(ofOne).toBeLessThan(20_000_000n);
  expect(ofOne).toBeGreaterThan(19_000_000n);
  expect(ofTwo).toBeLessThan(70_000_000n);
  expect(ofTwo).toBeGreaterThan(69_000_000n);
  // The list of one tab has the conversation of its own organisation alone, also after a reload.
  await one.page.reload();
  await expect(one.page.getByRole("navigation", { name: say("chat.list.title") }).getByRole("link")).toHaveCount(1);
});

test("somebody who is removed loses the open stream and every page at once", async ({ people, say, backstage }) => {
  const owner = await people.person({ organizationName: "Removal" });
  const member = await people.person();
  await backstage.join(member.email, owner.slug, "member");
  const chat = new ChatPage(member.page, say, owner.slug);
  await chat.open();
  await chat.send("Write 2500 words about tea");
  await chat.wroteAtLeast(60);
  await backstage.leave(member.email, owner.slug);
  await expect(member.page.getByText(say("chat.failure.accessEnded.removed"))).toBeVisible({ timeout: 20_000 });
  await expect(member.page.getByText(say("shell.standing.removed", { org: "Removal" }))).toBeVisible();
  const response = await member.page.goto(`/o/${owner.slug}/chat`);
  expect(response?.status()).toBe(404);
});

test("a session that is ended in the middle of a stream is told so; the answer goes on and is there afterwards", async ({
  people,
  say,
  backstage,
}) => {
  const { page, email, slug } = await people.person();
  const chat = new ChatPage(page, say, slug);
  await chat.open();
  await chat.send("Write 350 words about tea");
  await chat.wroteAtLeast(60);
  await backstage.rows("DELETE FROM auth_session WHERE user_id = (SELECT id FROM auth_user WHERE email = $1)", [email]);
  await expect(page.getByText(say("chat.note.sessionExpired"))).toBeVisible({ timeout: 20_000 });
  await expect
    .poll(
      async () =>
        (
          await backstage.rows<{ status: string }>(
            "SELECT m.status FROM chat_message m JOIN organization o ON o.id = m.org_id WHERE o.slug = $1 AND m.role = 'assistant'",
            [slug],
          )
        )[0]?.status,
      { timeout: 40_000 },
    )
    .toBe("complete");
});
