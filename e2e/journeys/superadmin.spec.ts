import { expect, type Page } from "@playwright/test";
import { locales } from "~/i18n/locales";
import { expectAccessible } from "../fixtures/axe";
import { ChatPage } from "../fixtures/chat-page";
import { SUPERADMIN_NAME } from "../fixtures/installation";
import { password } from "../fixtures/people";
import type { Say } from "../fixtures/say";
import { expectNoSidewaysScroll } from "../fixtures/sideways";
import { test } from "../fixtures/test";

const endless = { en: "Write 2500 words about tea", ru: "Напиши 2500 слов о чае" };
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

async function openPerson(page: Page, say: Say, person: { name: string; email: string }): Promise<void> {
  await page.goto("/admin/users");
  await page.getByRole("searchbox", { name: say("admin.users.search") }).fill(person.email);
  await expect(page).toHaveURL((url) => url.searchParams.get("q") === person.email);
  await page.getByRole("link", { name: person.name }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: person.name })).toBeVisible();
}

for (const language of locales) {
  test.describe(language, () => {
    test.use({ language });

    test("a person who is suspended reads nothing on, is told why where they sign in, and comes back when it is lifted", async ({
      people,
      say,
    }) => {
      const person = await people.person({ name: "Per Lund", organizationName: "Lund" });
      const chat = new ChatPage(person.page, say, person.slug);
      await chat.open();
      await chat.send(endless[language]);
      await expect(chat.stopButton).toBeVisible();

      const { page } = await people.superadmin();
      await page.goto("/admin/users");
      await expect(page.getByRole("table").getByRole("link").first()).toBeVisible();
      await expectGood(page, "people");
      await openPerson(page, say, person);
      await expectGood(page, "a person");
      await page.getByRole("button", { name: say("admin.userActs.suspend") }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: say("admin.userActs.suspend") }).click();
      await expect(dialog.getByText(say("admin.reason.missing", { min: 3, max: 500 }))).toBeVisible();
      await expectAccessible(page, "the reason of a suspension");
      await dialog.getByLabel(say("admin.reason.label")).fill("Spam from this account");
      await dialog.getByRole("button", { name: say("admin.userActs.suspend") }).click();
      await expect(page.getByText(say("admin.userActs.suspended", { name: person.name }))).toBeVisible();
      await expect(page.getByText("Spam from this account").first()).toBeVisible();

      // What they were reading ends within moments; their session is gone.
      await expect(person.page).toHaveURL(/\/sign-in/, { timeout: 20_000 });
      await person.page.getByLabel(say("auth.email")).fill(person.email);
      await person.page.getByLabel(say("auth.password"), { exact: true }).fill(password);
      await person.page.getByRole("button", { name: say("auth.signIn") }).click();
      await expect(person.page.getByRole("alert").getByText("Spam from this account")).toBeVisible();
      await expectGood(person.page, "sign-in of somebody suspended");

      await page.getByRole("tab", { name: say("admin.user.log") }).click();
      await expect(page.getByText("person.suspend")).toBeVisible();
      await expectGood(page, "a person's lines of the audit log");
      await page.getByRole("tab", { name: say("admin.user.signIns") }).click();
      await expect(page.getByText(say("admin.user.sessions", { count: 0 }))).toBeVisible();
      await page.getByRole("button", { name: say("admin.userActs.lift") }).click();
      await page
        .getByRole("alertdialog")
        .getByRole("button", { name: say("admin.userActs.lift") })
        .click();
      await expect(page.getByText(say("admin.userActs.lifted", { name: person.name }))).toBeVisible();
      await person.page.getByRole("button", { name: say("auth.signIn") }).click();
      await expect(person.page).toHaveURL(new RegExp(`/o/${person.slug}/chat`));
    });

    test("an organisation that is suspended can be read, spends nothing, and says why on every page", async ({
      people,
      say,
      backstage,
    }) => {
      const owner = await people.person({ name: "Mira Okafor", organizationName: "Halden Freight" });
      const chat = new ChatPage(owner.page, say, owner.slug);
      await chat.open();
      const { page } = await people.superadmin();
      await page.goto(`/admin/orgs/${await backstage.orgId(owner.slug)}`);
      await page.getByRole("button", { name: say("admin.orgActs.more") }).click();
      await page.getByRole("menuitem", { name: say("admin.orgActs.suspend") }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel(say("admin.reason.label")).fill("Unpaid bills");
      await dialog.getByRole("button", { name: say("admin.orgActs.suspend") }).click();
      await expect(page.getByText(say("admin.orgActs.suspended", { name: "Halden Freight" }))).toBeVisible();
      await expectGood(page, "an organisation that is suspended");

      await chat.send("2 + 2");
      await expect(owner.page.getByText(say("chat.wall.frozenTitle", { org: "Halden Freight" }))).toBeVisible();
      await expect(owner.page.getByText(say("chat.wall.frozenReason", { reason: "Unpaid bills" }))).toBeVisible();
      await owner.page.goto(`/o/${owner.slug}/credits`);
      await expect(owner.page.getByRole("status").filter({ hasText: "Unpaid bills" })).toBeVisible();
      await expectGood(owner.page, "a page of an organisation that is suspended");

      await page.goto("/admin/orgs");
      await page.getByRole("combobox", { name: say("admin.orgs.state") }).click();
      await page.getByRole("option", { name: say("admin.orgs.states.suspended") }).click();
      await expect(page).toHaveURL(/state=suspended/);
      await page.getByRole("searchbox", { name: say("admin.orgs.search") }).fill(owner.email);
      await page.getByRole("link", { name: "Halden Freight" }).first().click();
      await page.getByRole("button", { name: say("admin.orgActs.more") }).click();
      await page.getByRole("menuitem", { name: say("admin.orgActs.lift") }).click();
      await page
        .getByRole("alertdialog")
        .getByRole("button", { name: say("admin.orgActs.lift") })
        .click();
      await expect(page.getByText(say("admin.orgActs.lifted", { name: "Halden Freight" }))).toBeVisible();
      await chat.open();
      await chat.send("2 + 2");
      await chat.answered();
    });
  });
}

// One superadmin acts for one member at a time.
test.describe
  .serial("acting", () => {
    for (const language of locales) {
      test.describe(language, () => {
        test.use({ language });

        test("a superadmin acts for a member under a banner that cannot be missed, reads and writes nothing, and the log names both", async ({
          people,
          say,
          backstage,
        }) => {
          const owner = await people.person({
            name: "Mira Okafor",
            organizationName: `Nordlys ${language}`,
            isNew: true,
          });
          const chat = new ChatPage(owner.page, say, owner.slug);
          await chat.open();
          await chat.send("2 + 2");
          await chat.answered();
          const { page } = await people.superadmin();
          const orgId = await backstage.orgId(owner.slug);
          await page.goto(`/admin/orgs/${orgId}`);
          await page.getByRole("tab", { name: say("admin.org.members") }).click();
          await expectGood(page, "the people of an organisation");
          await page
            .getByRole("button", { name: say("admin.org.actAs", { name: "Mira Okafor" }) })
            .first()
            .click();
          await page.getByRole("dialog").getByLabel(say("admin.reason.label")).fill("Ticket 4711");
          await expectAccessible(page, "acting: the question");
          await page
            .getByRole("dialog")
            .getByRole("button", { name: say("admin.actAs.start") })
            .click();

          await expect(page).toHaveURL(`/o/${owner.slug}/chat`);
          const banner = page.getByRole("region", { name: say("shell.acting.label") });
          await expect(banner).toContainText("Mira Okafor");
          await expect(banner).toContainText("Ticket 4711");
          await expect(banner.getByRole("timer")).toContainText(/1[45]:\d\d/);
          await expect(page.getByText("2 + 2").first()).toBeVisible();
          await expect(page.getByLabel(say("chat.composer.label"), { exact: true })).toHaveCount(0);
          await expectGood(page, "a chat under the banner");
          // Her first steps are her own: neither reminded of nor to be opened from here.
          await expect(page.getByRole("link", { name: say("onboarding.reminder.open"), exact: true })).toHaveCount(0);
          await page.getByRole("button", { name: say("shell.help.label") }).click();
          await expect(page.getByRole("menuitem", { name: say("shell.help.api") })).toBeVisible();
          await expect(page.getByRole("menuitem", { name: new RegExp(say("shell.help.started")) })).toHaveCount(0);
          await page.keyboard.press("Escape");
          await page.goto(`/o/${owner.slug}/settings/account`);
          await expect(page.getByText(say("shell.acting.account", { member: "Mira Okafor" }))).toBeVisible();
          await expectGood(page, "the account of the one who is acted for");
          await page.goto(`/o/${owner.slug}/credits`);
          await expect(banner).toBeVisible();
          // Elsewhere they are themselves.
          await page.goto("/admin");
          await expect(page.getByRole("heading", { level: 1, name: say("admin.overview.title") })).toBeVisible();
          await expect(banner).toHaveCount(0);

          await page.goto(`/o/${owner.slug}/chat`);
          await banner.getByRole("button", { name: say("shell.acting.stop") }).click();
          await expect(page).toHaveURL(`/admin/orgs/${orgId}`);
          await page.goto(`/o/${owner.slug}/chat`);
          await expect(page.getByText(say("errors.notFound.title"))).toBeVisible();

          const lines = await backstage.rows(
            `SELECT e.action, e.reason, a.email AS actor, m.name AS member FROM audit_event e
           JOIN app_user_account a ON a.id = e.actor_id JOIN app_user_account m ON m.id = e.acting_as
           WHERE e.org_id = $1 AND e.action LIKE 'acting.%' ORDER BY e.seq`,
            [orgId],
          );
          const both = { actor: "superadmin@counterpart.test", member: "Mira Okafor" };
          expect(lines).toEqual([
            { action: "acting.start", reason: "Ticket 4711", ...both },
            { action: "acting.stop", reason: null, ...both },
          ]);
          await owner.page.goto(`/o/${owner.slug}/settings/audit`);
          await expect(owner.page.getByText(SUPERADMIN_NAME).first()).toBeVisible();
        });

        test("acting ends by itself and says so", async ({ people, say, backstage }) => {
          const owner = await people.person({ name: "Mira Okafor", organizationName: `Brief ${language}` });
          const { page, context } = await people.superadmin();
          const orgId = await backstage.orgId(owner.slug);
          const [member] = await backstage.rows<{ id: string }>("SELECT id FROM app_user_account WHERE email = $1", [
            owner.email,
          ]);
          await page.goto("/admin");
          const begun = await context.request.post("/api/admin/act-as", {
            data: { orgId, memberId: member?.id, reason: "Ticket 4711", minutes: 15 },
            headers: { origin: new URL(page.url()).origin },
          });
          expect(begun.ok()).toBe(true);
          await backstage.rows(
            "UPDATE acting_session SET started_at = started_at - interval '14 min 50 s', expires_at = now() + interval '8 s' WHERE org_id = $1",
            [orgId],
          );
          await page.goto(`/o/${owner.slug}/credits`);
          await expect(page.getByRole("region", { name: say("shell.acting.label") })).toBeVisible();
          await expect(page).toHaveURL(`/admin/orgs/${orgId}?acting=ended`, { timeout: 20_000 });
          await expect(page.getByText(say("admin.org.actingEnded"))).toBeVisible();
          await expectGood(page, "the end of acting");
          // Whoever comes back by the old address is told the same.
          await page.goto(`/o/${owner.slug}/chat`);
          await expect(page).toHaveURL(`/admin/orgs/${orgId}?acting=ended`);
        });
      });
    }
  });

test("superadmins are made and unmade in the console, and whom the configuration names is not", async ({
  people,
  say,
}) => {
  const person = await people.person({ name: "Ada Berg" });
  const { page, email } = await people.superadmin();
  await openPerson(page, say, person);
  await page.getByRole("button", { name: say("admin.userActs.make") }).click();
  await expectAccessible(page, "making a superadmin");
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: say("admin.userActs.make") })
    .click();
  await expect(page.getByText(say("admin.userActs.made", { name: person.name }))).toBeVisible();
  await person.page.goto("/admin");
  await expect(person.page.getByRole("heading", { level: 1, name: say("admin.overview.title") })).toBeVisible();
  await openPerson(person.page, say, { name: SUPERADMIN_NAME, email });
  await expect(person.page.getByText(say("admin.user.configured"))).toBeVisible();
  await expect(person.page.getByRole("button", { name: say("admin.userActs.unmake") })).toHaveCount(0);
  await page.getByRole("button", { name: say("admin.userActs.unmake") }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: say("admin.userActs.unmake") })
    .click();
  await expect(page.getByText(say("admin.userActs.unmade", { name: person.name }))).toBeVisible();
  await person.page.goto("/admin/users");
  await expect(person.page.getByText(say("errors.notFound.title"))).toBeVisible();
});
