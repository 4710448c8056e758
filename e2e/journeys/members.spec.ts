import { expect, type Locator, type Page } from "@playwright/test";
import type { MemberAct } from "~/features/members/components/member-line";
import { locales } from "~/i18n/locales";
import { expectAccessible } from "../fixtures/axe";
import { ChatPage } from "../fixtures/chat-page";
import type { Backstage } from "../fixtures/database";
import { type People, type Person, password } from "../fixtures/people";
import type { Say } from "../fixtures/say";
import { test } from "../fixtures/test";

/** An organisation of Mira's with one more person, each in a browser of their own. */
async function two(people: People, backstage: Backstage, role: "admin" | "member") {
  const owner = await people.person({ name: "Mira Okafor", organizationName: "Halden" });
  const other = await people.person({ name: "Jonas Lind" });
  await backstage.join(other.email, owner.slug, role);
  return { owner, other };
}

async function openMembers({ page }: Person, slug: string, say: Say): Promise<Locator> {
  await page.goto(`/o/${slug}/settings/members`);
  const table = page.getByRole("table", { name: say("members.title") });
  await expect(table).toBeVisible();
  return table;
}

/** Opens the menu of somebody's row and presses one of its acts. */
async function act(page: Page, say: Say, name: string, wanted: MemberAct): Promise<void> {
  await page.getByRole("button", { name: say("members.menu", { name }) }).click();
  await page.getByRole("menuitem", { name: say(`members.acts.${wanted}`) }).click();
}

for (const language of locales) {
  test.describe(language, () => {
    test.use({ language });

    test("a role that is changed is felt at once in the other browser", async ({ people, say, backstage }) => {
      const { owner, other } = await two(people, backstage, "member");
      const chat = new ChatPage(other.page, say, owner.slug);
      await chat.open();
      await openMembers(owner, owner.slug, say);
      await expectAccessible(owner.page, "members");
      await act(owner.page, say, "Jonas Lind", "role");
      const dialog = owner.page.getByRole("dialog");
      await expect(dialog).toBeVisible();
      await expectAccessible(owner.page, "changing a role");
      await dialog.getByRole("radio", { name: new RegExp(`^${say("common.role.viewer")}`) }).click();
      await dialog.getByRole("button", { name: say("members.roleDialog.act") }).click();
      await expect(dialog).toBeHidden();
      // The composer goes without a reload, and comes back with the role.
      await expect(chat.composer).toHaveCount(0);
      await expect(other.page.getByText(say("chat.composer.viewer", { org: "Halden" }))).toBeVisible();
      await act(owner.page, say, "Jonas Lind", "role");
      await dialog.getByRole("radio", { name: new RegExp(`^${say("common.role.admin")}`) }).click();
      await dialog.getByRole("button", { name: say("members.roleDialog.act") }).click();
      await expect(chat.composer).toBeVisible();

      await act(owner.page, say, "Jonas Lind", "limit");
      await expectAccessible(owner.page, "changing a limit");
      await dialog.getByRole("textbox").fill("many");
      await dialog.getByRole("button", { name: say("members.limitDialog.act") }).click();
      await expect(dialog.getByText(say("members.limitDialog.error"))).toBeVisible();
      await dialog.getByRole("textbox").fill("2 000 000");
      await dialog.getByRole("button", { name: say("members.limitDialog.act") }).click();
      await expect(dialog).toBeHidden();
      await expect(owner.page.getByRole("meter", { name: say("members.meter", { name: "Jonas Lind" }) })).toBeVisible();
      await expectAccessible(owner.page, "members with a limit");

      await owner.page.getByRole("link", { name: say("members.roles.title") }).click();
      await expect(owner.page.getByRole("heading", { name: say("members.roles.title") })).toBeVisible();
      await expectAccessible(owner.page, "who can do what");
    });

    test("whoever is removed while an answer is written keeps what came, and is told why it ends", async ({
      people,
      say,
      backstage,
    }) => {
      const { owner, other } = await two(people, backstage, "member");
      const chat = new ChatPage(other.page, say, owner.slug);
      await chat.open();
      await chat.send("Tell me a long story about ships");
      await chat.wroteAtLeast(20);
      await openMembers(owner, owner.slug, say);
      await act(owner.page, say, "Jonas Lind", "remove");
      const question = owner.page.getByRole("alertdialog");
      await expect(question).toBeVisible();
      await expectAccessible(owner.page, "removing a member");
      await question.getByRole("button", { name: say("members.removeDialog.act", { name: "Jonas Lind" }) }).click();
      await expect(owner.page.getByRole("row", { name: /Jonas Lind/ })).toHaveCount(0);

      await expect(other.page.getByText(say("chat.failure.accessEnded.removed"))).toBeVisible();
      await expect(other.page.getByRole("alert").filter({ hasText: "Halden" })).toBeVisible();
      const shown = await chat.textOf(chat.last);
      expect(shown.length).toBeGreaterThan(20);
      await expectAccessible(other.page, "chat of somebody who was removed");
      const [stored] = await backstage.rows<{ text: string; error_code: string; charged: number }>(
        `SELECT m.text, m.error_code, (SELECT count(*)::int FROM usage_charge c WHERE c.message_id::text = m.id::text) AS charged
         FROM chat_message m WHERE m.org_id = $1 AND m.role = 'assistant'`,
        [await backstage.orgId(owner.slug)],
      );
      expect(stored).toMatchObject({ error_code: "access_ended", charged: 1 });
      expect(stored?.text.replaceAll(/\s+/g, " ").trim().startsWith(shown.slice(0, 20))).toBe(true);
      await other.page.goto(`/o/${owner.slug}/chat`);
      await expect(other.page.getByRole("heading", { name: say("errors.notFound.title") })).toBeVisible();
    });

    test("an organisation is handed over to whoever accepts it", async ({ people, say, backstage }) => {
      const { owner, other } = await two(people, backstage, "admin");
      await openMembers(owner, owner.slug, say);
      await other.page.goto(`/o/${owner.slug}/chat`);
      await act(owner.page, say, "Jonas Lind", "offer");
      const dialog = owner.page.getByRole("dialog");
      await dialog.getByLabel(say("members.offerDialog.password"), { exact: true }).fill("not the password");
      await dialog.getByRole("button", { name: say("members.offerDialog.act") }).click();
      await expect(dialog.getByText(say("members.offerDialog.wrong"))).toBeVisible();
      await expectAccessible(owner.page, "offering the organisation");
      await dialog.getByLabel(say("members.offerDialog.password"), { exact: true }).fill(password);
      await dialog.getByRole("button", { name: say("members.offerDialog.act") }).click();
      await expect(dialog).toBeHidden();
      await expect(owner.page.getByRole("button", { name: say("members.transfer.withdraw.act") })).toBeVisible();
      await expectAccessible(owner.page, "members with an offer");

      // The receiver is told where they are, without a reload.
      await other.page.getByRole("link", { name: say("shell.offer.open") }).click();
      await other.page.getByRole("button", { name: say("members.transfer.accept.act") }).click();
      const question = other.page.getByRole("alertdialog");
      await expect(question).toBeVisible();
      await expectAccessible(other.page, "accepting the organisation");
      await question.getByRole("button", { name: say("members.transfer.accept.act") }).click();
      await expect(question).toBeHidden();

      const roleOf = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(name) });
      await expect(roleOf(other.page, "Jonas Lind")).toContainText(say("common.role.owner"));
      await expect(roleOf(other.page, "Mira Okafor")).toContainText(say("common.role.admin"));
      // The giver may no longer offer it, or change the new owner.
      await expect(roleOf(owner.page, "Jonas Lind")).toContainText(say("common.role.owner"));
      await expect(owner.page.getByRole("button", { name: say("members.menu", { name: "Jonas Lind" }) })).toHaveCount(
        0,
      );
      const mails = await backstage.rows<{ template: string; locale: string }>(
        "SELECT template, locale FROM mail_message WHERE org_id = $1 AND template LIKE 'ownership-%' ORDER BY created_at",
        [await backstage.orgId(owner.slug)],
      );
      expect(mails.map(({ template }) => template)).toEqual(["ownership-offered", "ownership-answered"]);
    });
  });
}

test("a viewer sees who belongs to the organisation, nothing that others used, and no acts but the way out", async ({
  people,
  say,
  backstage,
}) => {
  const owner = await people.person({ name: "Mira Okafor", organizationName: "Halden" });
  const viewer = await people.person({ name: "Nils Aas" });
  await backstage.join(viewer.email, owner.slug, "viewer");
  const table = await openMembers(viewer, owner.slug, say);
  await expect(table.getByRole("row", { name: /Mira Okafor/ })).toContainText(say("members.notShown"));
  await expect(viewer.page.getByRole("button", { name: say("members.menu", { name: "Mira Okafor" }) })).toHaveCount(0);
  await expectAccessible(viewer.page, "members of a viewer");

  await viewer.page.getByLabel(say("members.search")).fill("nobody of that name");
  await expect(viewer.page.getByText(say("members.none.title"))).toBeVisible();
  await expect(viewer.page).toHaveURL(/q=nobody/);
  await expectAccessible(viewer.page, "members, nobody found");
  await viewer.page.getByRole("button", { name: say("members.none.clear") }).click();
  await expect(table).toBeVisible();

  await act(viewer.page, say, "Nils Aas", "leave");
  await viewer.page
    .getByRole("alertdialog")
    .getByRole("button", { name: say("members.leaveDialog.act", { org: "Halden" }) })
    .click();
  await expect(viewer.page).toHaveURL(new RegExp(`/o/${viewer.slug}/`));
});

test("on a phone the list has two lines a person and does not scroll sideways; the last owner is told why they stay", async ({
  people,
  say,
  backstage,
}) => {
  const owner = await people.person(
    { name: "Mira Okafor", organizationName: "Halden" },
    { viewport: { width: 360, height: 740 } },
  );
  const other = await people.person({ name: "Maximiliane Featherstonehaugh-Cholmondeley" });
  await backstage.join(other.email, owner.slug, "admin");
  for (const path of ["settings/members", "settings/members/roles", "settings/general"]) {
    await owner.page.goto(`/o/${owner.slug}/${path}`);
    await expectAccessible(owner.page, `${path} on a phone`);
    const overflow = await owner.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  }
  await expect(owner.page.getByText(say("members.leavePart.lastOwner"))).toBeVisible();
});
