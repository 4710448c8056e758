import { expect } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { ChatPage } from "../fixtures/chat-page";
import { test } from "../fixtures/test";

test("a member chats and sees their own use, but cannot buy; the wall names who can", async ({
  people,
  say,
  backstage,
}) => {
  const owner = await people.person({ name: "Mira Okafor", organizationName: "Halden" });
  const member = await people.person({ name: "Jonas Lind" });
  await backstage.join(member.email, owner.slug, "member");
  const chat = new ChatPage(member.page, say, owner.slug);
  await chat.open();
  await chat.send("What is 2 + 2?");
  await chat.answered();
  await member.page.goto(`/o/${owner.slug}/credits`);
  await expect(member.page.getByRole("heading", { level: 1, name: say("credits.ownTitle") })).toBeVisible();
  await expect(member.page.getByText("Mira Okafor").first()).toBeVisible();
  await expect(member.page.getByText(say("credits.buy.testTitle"))).toHaveCount(0);
  await expectAccessible(member.page, "credits of a member");
  await backstage.setBalance(owner.slug, 0n);
  await chat.open();
  await chat.send("And 3 + 3?");
  await expect(chat.wall).toBeVisible();
  await expect(chat.wall).toContainText("Mira Okafor");
  await expect(chat.wall.getByRole("link", { name: say("chat.wall.buy") })).toHaveCount(0);
  await expectAccessible(member.page, "wall of a member");
});

test("a viewer reads the balance and sends nothing", async ({ people, say, backstage }) => {
  const owner = await people.person({ name: "Mira Okafor", organizationName: "Halden" });
  const viewer = await people.person({ name: "Ada Berg" });
  await backstage.join(viewer.email, owner.slug, "viewer");
  await viewer.page.goto(`/o/${owner.slug}/chat`);
  await expect(viewer.page.getByText(say("chat.composer.viewer", { org: "Halden" }))).toBeVisible();
  await expect(viewer.page.getByLabel(say("chat.composer.label"), { exact: true })).toHaveCount(0);
  await expectAccessible(viewer.page, "chat of a viewer");
  await viewer.page.goto(`/o/${owner.slug}/credits`);
  await expect(viewer.page.getByText(say("credits.available"))).toBeVisible();
  await expect(viewer.page.getByRole("link", { name: say("credits.exportCsv") })).toHaveCount(0);
  await expectAccessible(viewer.page, "credits of a viewer");
});

test("entries are filtered in the address, opened as receipts and taken away as a file", async ({
  people,
  say,
  backstage,
}) => {
  const { page, slug } = await people.person({ organizationName: "=Formula & Sons" });
  const chat = new ChatPage(page, say, slug);
  await chat.open();
  await chat.send("What is 2 + 2?");
  await chat.answered();
  await backstage.setBalance(slug, 44_000_000n);
  await page.goto(`/o/${slug}/credits`);
  await expectAccessible(page, "credits of an owner");
  await page
    .getByRole("radio", { name: say("credits.entries.kinds.usage") })
    .or(page.getByRole("button", { name: say("credits.entries.kinds.usage") }))
    .first()
    .click();
  await expect(page).toHaveURL(/kind=usage/);
  await page.reload();
  await expect(page).toHaveURL(/kind=usage/);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: say("credits.exportCsv") }).click();
  const stream = await (await download).createReadStream();
  let csv = "";
  for await (const chunk of stream) csv += String(chunk);
  expect(csv.split("\n").length).toBeGreaterThan(1);
  expect(csv).not.toMatch(/(^|[,;\n])"?[=+@]/);
});
