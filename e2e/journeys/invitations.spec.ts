import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { locales } from "~/i18n/locales";
import { expectAccessible } from "../fixtures/axe";
import type { Backstage } from "../fixtures/database";
import { mailLink } from "../fixtures/mail-link";
import { type People, password } from "../fixtures/people";
import type { Say } from "../fixtures/say";
import { expectNoSidewaysScroll } from "../fixtures/sideways";
import { test } from "../fixtures/test";

const narrow = { width: 360, height: 740 };
const address = () => `${randomUUID().slice(0, 8)}@invited.example`;

/** An owner of an organisation that writes in the journey's language. */
async function founder(people: People, backstage: Backstage, language: string) {
  const org = `Halden ${randomUUID().slice(0, 6)}`;
  const owner = await people.person({ name: "Mira Okafor", organizationName: org });
  await backstage.rows("UPDATE organization SET locale = $2 WHERE slug = $1", [owner.slug, language]);
  return { ...owner, org };
}

type Founder = Awaited<ReturnType<typeof founder>>;

async function invite(owner: Founder, say: Say, to: string): Promise<void> {
  await owner.page.goto(`/o/${owner.slug}/settings/members`);
  await owner.page.getByRole("button", { name: say("invitations.act") }).click();
  await owner.page.getByLabel(say("invitations.dialog.addresses")).fill(to);
  const count = to.split(" ").length;
  await owner.page.getByLabel(say("invitations.dialog.addresses")).press("Enter");
  await owner.page.getByRole("button", { name: say("invitations.dialog.send", { count }) }).click();
  await expect(owner.page.getByRole("dialog")).toHaveCount(0);
}

const invitationTo = (owner: Founder, say: Say, to: string) => ({
  to,
  subject: say("letters.invitation.subject", { inviter: owner.name, org: owner.org }),
  action: say("letters.invitation.action"),
});

for (const language of locales) {
  test.describe(language, () => {
    test.use({ language });

    test("an owner invites by e-mail; whoever gets the mail signs up from its link, proves the address, and lands inside", async ({
      people,
      backstage,
      say,
    }) => {
      test.setTimeout(120_000);
      const owner = await founder(people, backstage, language);
      await backstage.rows("UPDATE organization SET seats = 4 WHERE slug = $1", [owner.slug]);
      const email = address();
      const dialog = owner.page.getByRole("dialog");
      await owner.page.goto(`/o/${owner.slug}/settings/members`);
      await expect(owner.page.getByText(say("invitations.none"))).toBeVisible();
      await expect(owner.page.getByText(say("invitations.seats", { used: 1, allowed: 4 }))).toBeVisible();
      await owner.page.getByRole("button", { name: say("invitations.act") }).click();
      const field = dialog.getByLabel(say("invitations.dialog.addresses"));
      await field.fill("ida at halden");
      await field.press("Enter");
      await dialog.getByRole("button", { name: say("invitations.dialog.send", { count: 0 }) }).click();
      await expect(dialog.getByText(say("invitations.dialog.invalid", { count: 3, first: "ida" }))).toBeVisible();
      await expectAccessible(owner.page, "what is no address");
      for (const wrong of ["ida", "at", "halden"]) {
        const remove = say("invitations.dialog.remove", { address: wrong });
        await dialog.getByRole("button", { name: remove, exact: true }).click();
      }
      await field.fill(`Ida Moen <${email.toUpperCase()}>`);
      await field.press("Enter");
      await expect(dialog.getByText(email, { exact: true })).toBeVisible();
      await dialog.getByRole("radio", { name: new RegExp(`^${say("common.role.viewer")}`) }).check();
      await dialog.getByLabel(say("invitations.dialog.note")).fill("See you on Monday\nat nine");
      await expectAccessible(owner.page, "the dialog that invites");
      await owner.page.setViewportSize(narrow);
      await expectNoSidewaysScroll(owner.page, "the dialog that invites");
      await dialog.getByRole("button", { name: say("invitations.dialog.send", { count: 1 }) }).click();
      await expect(dialog).toHaveCount(0);
      await expect(owner.page.getByText(email, { exact: true }).filter({ visible: true })).toBeVisible();
      await expectNoSidewaysScroll(owner.page, "members with an invitation");
      await owner.page.setViewportSize({ width: 1280, height: 800 });
      await expect(owner.page.getByText(say("invitations.seats", { used: 2, allowed: 4 }))).toBeVisible();
      await expectAccessible(owner.page, "members with an invitation");

      // Signed out, nobody reads a word of who invites and where.
      const { page: console } = await people.superadmin();
      const link = await mailLink(console, say, invitationTo(owner, say, email));
      const { page } = await people.visitor();
      await page.goto(link);
      await expect(page.getByRole("heading", { name: say("invitations.page.signedOut") })).toBeVisible();
      expect(await page.content()).not.toMatch(new RegExp(`${owner.org}|${owner.name}|Monday`));
      await expectAccessible(page, "an invitation while signed out");
      await expect
        .poll(() => backstage.rows("SELECT FROM invitation WHERE email = $1 AND opened_at IS NOT NULL", [email]))
        .toHaveLength(1);
      await page.getByRole("link", { name: say("invitations.page.createAccount") }).click();
      await page.getByLabel(say("auth.workEmail")).fill(email);
      await page.getByLabel(say("auth.password"), { exact: true }).fill(password);
      await page.getByRole("button", { name: say("auth.createAccount") }).click();

      await expect(page.getByRole("heading", { name: say("invitations.page.unverified") })).toBeVisible();
      expect(await page.content()).not.toMatch(new RegExp(`${owner.org}|${owner.name}|Monday`));
      await expectAccessible(page, "an invitation to an address that is not proved");
      const proof = { subject: say("letters.verifyEmail.subject"), action: say("letters.verifyEmail.action") };
      await page.goto(await mailLink(console, say, { to: email, ...proof }));
      await page.getByRole("button", { name: say("auth.verifyAct") }).click();
      await page.getByRole("link", { name: say("auth.goOn") }).click();

      const title = say("invitations.page.openTitle", { inviter: owner.name, org: owner.org });
      await expect(page.getByRole("heading", { name: title })).toBeVisible();
      await expect(page.getByText("See you on Monday")).toBeVisible();
      await expectAccessible(page, "an invitation");
      await page.setViewportSize(narrow);
      await expectNoSidewaysScroll(page, "an invitation");
      await page.getByRole("button", { name: say("invitations.page.join", { org: owner.org }) }).click();

      // Whoever is new is led to the first steps once, where they are told the organisation that they are in, and cannot ask.
      await expect(page).toHaveURL("/welcome/start");
      await page.goto("/welcome/workspace");
      const memberTitle = say("onboarding.workspace.memberTitle", { org: owner.org });
      await expect(page.getByRole("heading", { name: memberTitle })).toBeVisible();
      await expect(page.getByLabel(say("organization.details.name"))).toHaveCount(0);
      await expectAccessible(page, "the workspace of whoever was invited");
      await page.goto("/welcome/message");
      await expect(page.getByText(say("chat.composer.viewer"))).toBeVisible();
      await expect(page.getByLabel(say("chat.composer.label"), { exact: true })).toHaveCount(0);
      await expectAccessible(page, "the first message of a viewer");
      await page.getByRole("button", { name: say("onboarding.later") }).click();
      await expect(page).toHaveURL(`/o/${owner.slug}/chat`);
      const roles = await backstage.rows(
        "SELECT m.role FROM membership m JOIN app_user_account u ON u.id = m.user_id JOIN organization o ON o.id = m.org_id WHERE u.email = $1 AND o.slug = $2",
        [email, owner.slug],
      );
      expect(roles).toEqual([{ role: "viewer" }]);
      await page.goto(link);
      await expect(
        page.getByRole("heading", { name: say("invitations.page.member", { org: owner.org }) }),
      ).toBeVisible();
      await expectAccessible(page, "an invitation of a member");
      await owner.page.reload();
      await expect(owner.page.getByText(say("invitations.none"))).toBeVisible();
    });

    test("sent again, revoked, expired, and opened by somebody else", async ({ people, backstage, say }) => {
      test.setTimeout(120_000);
      const owner = await founder(people, backstage, language);
      const [email, other] = [address(), address()];
      await invite(owner, say, `${email} ${other}`);
      const { page: console } = await people.superadmin();
      const first = await mailLink(console, say, invitationTo(owner, say, email));

      const stranger = await people.person();
      await stranger.page.goto(first);
      await expect(stranger.page.getByRole("heading", { name: say("invitations.page.other") })).toBeVisible();
      expect(await stranger.page.content()).not.toMatch(new RegExp(`${owner.org}|${owner.name}`));
      await expectAccessible(stranger.page, "an invitation to somebody else");
      await stranger.page.getByRole("button", { name: say("invitations.page.switch") }).click();
      await expect(stranger.page).toHaveURL(/\/sign-in\?next=%2Finvite%2F/);

      const line = (to: string) => owner.page.getByRole("row").filter({ hasText: to });
      await line(email)
        .getByRole("button", { name: say("invitations.resendTo", { email }) })
        .click();
      await expect(owner.page.getByText(say("invitations.resent", { email }))).toBeVisible();
      const { page } = await people.visitor();
      await page.goto(first);
      await expect(page.getByRole("heading", { name: say("invitations.page.unknown") })).toBeVisible();
      await expectAccessible(page, "a link that was replaced");
      const second = await mailLink(console, say, invitationTo(owner, say, email));
      expect(second).not.toBe(first);
      await page.goto(second);
      await expect(page.getByRole("heading", { name: say("invitations.page.signedOut") })).toBeVisible();

      await backstage.rows("UPDATE invitation SET expires_at = now() - interval '1 day' WHERE email = $1", [email]);
      await page.goto(second);
      await expect(page.getByRole("heading", { name: say("invitations.page.closed.expired") })).toBeVisible();
      await expectAccessible(page, "an invitation that has expired");

      const third = await mailLink(console, say, invitationTo(owner, say, other));
      await line(other)
        .getByRole("button", { name: say("invitations.revoke", { email: other }) })
        .click();
      await expectAccessible(owner.page, "whether to revoke");
      await owner.page.getByRole("button", { name: say("invitations.revokeAct"), exact: true }).click();
      // What lies behind an open dialog is in no list of roles.
      await expect(owner.page.getByRole("alertdialog")).toHaveCount(0);
      await expect(line(other)).toHaveCount(0);
      await page.goto(third);
      await expect(page.getByRole("heading", { name: say("invitations.page.closed.revoked") })).toBeVisible();
      await page.setViewportSize(narrow);
      await expectNoSidewaysScroll(page, "an invitation that was revoked");
    });
  });
}

test("an address that bounced is put right; whoever has not seen the mail answers above their own pages", async ({
  people,
  backstage,
  say,
}) => {
  const owner = await founder(people, backstage, "en");
  const [wrong, right] = [address(), address()];
  await invite(owner, say, wrong);
  await expect
    .poll(() =>
      backstage.rows("SELECT FROM mail_message WHERE to_address = $1 AND state IN ('sent', 'delivered')", [wrong]),
    )
    .toHaveLength(1);
  await backstage.rows("UPDATE mail_message SET state = 'bounced', error = 'no such domain' WHERE to_address = $1", [
    wrong,
  ]);
  await owner.page.reload();
  await expect(
    owner.page.getByRole("row").getByText(say("invitations.states.bounced", { why: "no such domain" })),
  ).toBeVisible();
  await owner.page
    .getByRole("row")
    .getByRole("button", { name: say("invitations.fix") })
    .click();
  await owner.page.getByRole("dialog").getByLabel(say("invitations.address")).fill(right);
  await expectAccessible(owner.page, "an address to put right");
  await owner.page.getByRole("button", { name: say("invitations.fixAct") }).click();
  await expect(owner.page.getByRole("row").getByText(right)).toBeVisible();

  const person = await people.person({ email: right });
  await backstage.rows("UPDATE auth_user SET email_verified = true WHERE email = $1", [right]);
  await person.page.goto(`/o/${person.slug}/chat`);
  const banner = person.page.getByRole("list", { name: say("invitations.title") });
  await expect(banner.getByText(owner.org).first()).toBeVisible();
  await expectAccessible(person.page, "the banner of an invitation");
  await person.page.setViewportSize(narrow);
  await expectNoSidewaysScroll(person.page, "the banner of an invitation");
  await banner.getByRole("button", { name: say("invitations.banner.join", { org: owner.org }) }).click();
  await expect(person.page).toHaveURL(`/o/${owner.slug}/chat`);
});

test("an owner opens their own domain, and a colleague joins by it", async ({ people, backstage, say }) => {
  const domain = `${randomUUID().slice(0, 8)}.example`;
  const org = `Nordlys ${domain.slice(0, 4)}`;
  const owner = await people.person({ email: `mira@${domain}`, organizationName: org });
  const colleague = await people.person({ email: `jonas@${domain}` });
  await backstage.rows("UPDATE auth_user SET email_verified = true WHERE email LIKE '%@' || $1", [domain]);
  await owner.page.goto(`/o/${owner.slug}/settings/members`);
  await owner.page.getByRole("button", { name: say("invitations.domains.add", { domain }) }).click();
  await expect(owner.page.getByText(say("invitations.domains.added", { domain }))).toBeVisible();
  await expectAccessible(owner.page, "a domain that lets people in");
  await colleague.page.goto(`/o/${colleague.slug}/chat`);
  await colleague.page.getByRole("button", { name: say("invitations.banner.join", { org }) }).click();
  await expect(colleague.page).toHaveURL(`/o/${owner.slug}/chat`);
});
