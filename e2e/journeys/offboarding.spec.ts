import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { readExport, rowsOf } from "~/features/offboarding/testing/read-export";
import { locales } from "~/i18n/locales";
import { expectAccessible } from "../fixtures/axe";
import { ChatPage } from "../fixtures/chat-page";
import type { Backstage } from "../fixtures/database";
import { mailLink } from "../fixtures/mail-link";
import type { Say } from "../fixtures/say";
import { expectNoSidewaysScroll } from "../fixtures/sideways";
import { test } from "../fixtures/test";

const phone = { width: 360, height: 740 };
const desk = { width: 1280, height: 800 };

/** Asked at both widths: the page stands as it is, on a phone it only folds. */
async function expectGood(page: Page, what: string): Promise<void> {
  await expectAccessible(page, what);
  await page.setViewportSize(phone);
  await expectNoSidewaysScroll(page, what);
  await expectAccessible(page, `${what} on a phone`);
  await page.setViewportSize(desk);
}

async function askDeletion(page: Page, say: Say, slug: string, holds: { name: string; count: number }): Promise<void> {
  const { name, count } = holds;
  await page.goto(`/o/${slug}/settings/general`);
  await page.getByRole("button", { name: say("offboarding.deletion.act") }).click();
  const dialog = page.getByRole("alertdialog");
  const confirm = dialog.getByRole("button", { name: say("offboarding.deletion.confirm") });
  const field = dialog.getByLabel(say("offboarding.deletion.typeName", { name }));
  await expect(dialog.getByText(say("offboarding.deletion.counts.conversations", { count }))).toBeVisible();
  await field.fill(name.slice(1));
  await expect(confirm).toBeDisabled();
  await expectGood(page, "the question whether to delete");
  await field.fill(name);
  await confirm.click();
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
}

/** The worker's schedule strikes at once, as it would within the hour. */
async function strike(backstage: Backstage): Promise<void> {
  const struck = await backstage.rows(
    `UPDATE pgboss.job SET start_after = now() WHERE state = 'created' AND data ->> 'function' LIKE '%offboarding-erase'
     RETURNING id`,
  );
  expect(struck).toHaveLength(1);
}

for (const language of locales) {
  test.describe(language, () => {
    test.use({ language });

    test("an owner takes everything along, asks for the end, another one takes that back; asked again, the day comes and nothing is left", async ({
      people,
      backstage,
      say,
    }) => {
      test.setTimeout(180_000);
      const org = `Halden ${randomUUID().slice(0, 6)}`;
      const owner = await people.person({ name: "Mira Okafor", organizationName: org });
      const other = await people.person({ name: "Jonas Weber", organizationName: `Weber ${randomUUID().slice(0, 4)}` });
      await backstage.join(other.email, owner.slug, "owner");
      await backstage.rows("UPDATE app_user_account SET locale = $2 WHERE email = $1", [other.email, language]);
      const orgId = await backstage.orgId(owner.slug);
      const chat = new ChatPage(owner.page, say, owner.slug);
      await chat.open();
      await chat.send("2 + 2");
      await chat.answered();

      const { page } = owner;
      await page.goto(`/o/${owner.slug}/settings/general`);
      await expect(page.getByText(say("offboarding.export.conversations", { count: 1 }))).toBeVisible();
      await expectGood(page, "settings with export and deletion");
      const saving = page.waitForEvent("download");
      await page.getByRole("button", { name: say("offboarding.export.act") }).click();
      const download = await saving;
      expect(download.suggestedFilename()).toMatch(new RegExp(`^${owner.slug}-\\d{4}-\\d\\d-\\d\\d\\.zip$`));
      const found = await readExport(await readFile(await download.path()));
      expect(found.manifest.organization).toEqual({ id: orgId, slug: owner.slug, name: org });
      expect(rowsOf(found, "conversation")).toHaveLength(1);
      expect(rowsOf(found, "chat_message")).toHaveLength(2);
      expect(rowsOf(found, "person").map(({ email }) => email)).toEqual(
        expect.arrayContaining([owner.email, other.email]),
      );

      await askDeletion(page, say, owner.slug, { name: org, count: 1 });
      const banner = page.getByRole("status").filter({ hasText: org });
      for (const path of ["settings/general", "chat", "credits", "settings/members"]) {
        await page.goto(`/o/${owner.slug}/${path}`);
        await expect(banner).toBeVisible();
      }
      await expectGood(page, "members under the banner of a deletion");
      await chat.open();
      await chat.send("3 + 3");
      await expect(page.getByText(say("chat.wall.deletingTitle", { org }))).toBeVisible();
      await expectGood(page, "a message that an organisation under deletion does not send");

      const mail = { to: other.email, subject: say("letters.organizationDeletion.subject", { org }) };
      const { page: console } = await people.superadmin();
      const link = await mailLink(console, say, { ...mail, action: say("letters.organizationDeletion.action") });
      await other.page.goto(link);
      await expect(other.page).toHaveURL(`/o/${owner.slug}/settings/general`);
      await expectGood(other.page, "settings of an organisation under deletion");
      await other.page
        .getByRole("status")
        .filter({ hasText: org })
        .getByRole("button", { name: say("offboarding.deletion.undo") })
        .click();
      await expect(other.page.getByRole("button", { name: say("offboarding.deletion.act") })).toBeVisible();
      await expect(other.page.getByRole("status").filter({ hasText: org })).toHaveCount(0);
      await chat.open();
      await chat.send("4 + 4");
      await chat.answered();

      await askDeletion(other.page, say, owner.slug, { name: org, count: 2 });
      await backstage.rows("UPDATE organization SET delete_after = now() - interval '1 second' WHERE id = $1", [orgId]);
      await other.page.reload();
      await expect(other.page.getByRole("button", { name: say("offboarding.deletion.undo") })).toHaveCount(0);
      await expectGood(other.page, "settings of an organisation whose day has come");
      await strike(backstage);
      await expect
        .poll(() => backstage.rows("SELECT FROM organization WHERE id = $1 AND erased_at IS NOT NULL", [orgId]), {
          timeout: 60_000,
        })
        .toHaveLength(1);

      // Its address leads nowhere, and nobody has it in their list.
      expect((await page.goto(`/o/${owner.slug}/chat`))?.status()).toBe(404);
      await expect(page.getByRole("heading", { name: say("errors.notFound.title") })).toBeVisible();
      await expectAccessible(page, "the address of an organisation that is gone");
      await other.page.goto(`/o/${other.slug}/chat`);
      await other.page.getByRole("button", { name: say("shell.switchOrganisation") }).click();
      await expect(other.page.getByRole("option", { name: say("shell.createOrganisation") })).toBeVisible();
      await expect(other.page.getByRole("option", { name: org })).toHaveCount(0);
      for (const table of ["membership", "conversation", "chat_message", "mail_message", "audit_event"]) {
        expect(await backstage.rows(`SELECT FROM ${table} WHERE org_id = $1`, [orgId]), table).toEqual([]);
      }
    });

    test("an owner whose role was taken is told who exports instead", async ({ people, backstage, say }) => {
      const owner = await people.person({
        name: "Mira Okafor",
        organizationName: `Halden ${randomUUID().slice(0, 6)}`,
      });
      const heir = await people.person({ name: "Jonas Weber" });
      await backstage.join(heir.email, owner.slug, "owner");
      const { page } = owner;
      await page.goto(`/o/${owner.slug}/settings/general`);
      await backstage.rows(
        `UPDATE membership SET role = 'admin' WHERE org_id = $1 AND user_id = (SELECT id FROM app_user_account WHERE email = $2)`,
        [await backstage.orgId(owner.slug), owner.email],
      );
      await page.getByRole("button", { name: say("offboarding.export.act") }).click();
      await expect(page.getByRole("alert").getByText(say("offboarding.export.refusals.role"))).toBeVisible();
      await expect(page.getByRole("button", { name: say("offboarding.export.act") })).toHaveCount(0);
      await expectGood(page, "an export that was refused");
    });
  });
}
