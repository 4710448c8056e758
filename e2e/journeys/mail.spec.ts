import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { locales } from "~/i18n/locales";
import { expectAccessible } from "../fixtures/axe";
import { password } from "../fixtures/people";
import type { Say } from "../fixtures/say";
import { test } from "../fixtures/test";

const newPassword = "a password of this very day";

/** Opens the newest mail to the address with the subject in the console, and gives the link of its button. */
async function readLink(page: Page, say: Say, to: string, subject: string, action: string): Promise<string> {
  await page.goto(`/admin/mail?q=${encodeURIComponent(to)}`);
  await page.getByRole("link", { name: subject }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: subject })).toBeVisible();
  const mail = page.frameLocator(`iframe[title="${say("mail.frame")}"]`);
  return (await mail.getByRole("link", { name: action, exact: true }).getAttribute("href")) ?? "";
}

for (const language of locales) {
  test.describe(language, () => {
    test.use({ language });

    test("a forgotten password is replaced by the link of a mail, which the mailbox shows as its reader sees it", async ({
      people,
      say,
    }) => {
      const person = await people.person({ name: "Mira Okafor" });
      const { page } = await people.visitor();
      await page.goto("/sign-in");
      await page.getByRole("link", { name: say("auth.forgot") }).click();
      await expect(page.getByRole("heading", { name: say("auth.forgotTitle") })).toBeVisible();
      await expectAccessible(page, "forgot password");
      await page.getByRole("button", { name: say("auth.sendLink") }).click();
      await expect(page.getByText(say("auth.error.email"))).toBeVisible();
      await page.getByLabel(say("auth.email")).fill(person.email);
      await page.getByRole("button", { name: say("auth.sendLink") }).click();
      await expect(page.getByText(say("auth.linkSentTitle"))).toBeVisible();
      await expectAccessible(page, "link sent");

      const { page: console } = await people.superadmin();
      const subject = say("letters.resetPassword.subject");
      const link = await readLink(console, say, person.email, subject, say("letters.resetPassword.action"));
      expect(link).toMatch(/\/reset-password\?token=[\w-]{43}$/);
      await console.getByText(say("mail.asText"), { exact: true }).click();
      await expect(console.locator("pre")).toContainText(link);
      // As text: nothing runs in the frame of the other view, a checker neither.
      await expectAccessible(console, "a mail in the console");

      await console.goto("/admin/mail/templates?template=new-sign-in&language=ru");
      await expect(console.getByRole("heading", { level: 2 })).toHaveText("Новый вход в вашу учётную запись");
      await console.getByText(say("mail.asText"), { exact: true }).click();
      await expectAccessible(console, "templates of mails");

      await page.goto(link);
      await expectAccessible(page, "new password");
      await page.getByLabel(say("auth.newPassword"), { exact: true }).fill("too short");
      await page.getByRole("button", { name: say("auth.savePassword") }).click();
      await expect(page.getByText(say("auth.error.passwordShort"))).toBeVisible();
      await page.getByLabel(say("auth.newPassword"), { exact: true }).fill(newPassword);
      await page.getByRole("button", { name: say("auth.savePassword") }).click();
      await expect(page).toHaveURL(`/o/${person.slug}/chat`);

      // Everywhere else they are signed out, the old password opens nothing, and neither does the link.
      await person.page.goto(`/o/${person.slug}/settings/account`);
      await expect(person.page).toHaveURL(/\/sign-in/);
      await person.page.getByLabel(say("auth.email")).fill(person.email);
      await person.page.getByLabel(say("auth.password"), { exact: true }).fill(password);
      await person.page.getByRole("button", { name: say("auth.signIn") }).click();
      await expect(person.page.getByText(say("errors.invalid_credentials"))).toBeVisible();
      await person.page.goto(link);
      await person.page.getByLabel(say("auth.newPassword"), { exact: true }).fill(password);
      await person.page.getByRole("button", { name: say("auth.savePassword") }).click();
      await expect(person.page.getByText(say("errors.mail_link_unusable"))).toBeVisible();
      await expectAccessible(person.page, "a link that was used");
    });
  });
}

test("the banner goes once the address is proved, and a change of address takes effect with its own link", async ({
  people,
  say,
}) => {
  const person = await people.person();
  const { page: console } = await people.superadmin();
  await person.page.goto(`/o/${person.slug}/settings/account`);
  const banner = person.page.getByRole("status").filter({ hasText: person.email });
  await expect(banner).toBeVisible();
  await expectAccessible(person.page, "settings with the banner");
  const verify = "letters.verifyEmail";
  const link = await readLink(console, say, person.email, say(`${verify}.subject`), say(`${verify}.action`));
  await person.page.goto(link);
  await expectAccessible(person.page, "confirm the address");

  // Whoever reads the mail signed in as somebody else proves nothing, is told why, and comes back as the right one.
  const { page: other } = await people.person();
  await other.goto(link);
  await other.getByRole("button", { name: say("auth.verifyAct") }).click();
  await expect(other.getByText(say("auth.otherAccountTitle"))).toBeVisible();
  await expectAccessible(other, "a link of another account");
  await other.getByRole("button", { name: say("auth.switchAccount") }).click();
  await expect(other).toHaveURL(/\/sign-in\?next=/);
  await other.goto(link);
  await expectAccessible(other, "a link while signed out");
  await other.getByRole("link", { name: say("auth.signIn"), exact: true }).click();
  await other.getByLabel(say("auth.email")).fill(person.email);
  await other.getByLabel(say("auth.password"), { exact: true }).fill(password);
  await other.getByRole("button", { name: say("auth.signIn"), exact: true }).click();
  await other.getByRole("button", { name: say("auth.verifyAct") }).click();
  await expect(other.getByText(say("auth.verifiedTitle"))).toBeVisible();
  await person.page.goto(`/o/${person.slug}/settings/account`);
  await expect(person.page.getByText(say("account.confirmed"), { exact: true })).toBeVisible();
  await expect(banner).toHaveCount(0);

  const newEmail = `${randomUUID().slice(0, 8)}@journeys.example`;
  await person.page.getByRole("button", { name: say("account.changeEmail") }).click();
  await person.page.getByLabel(say("account.newEmail")).fill(newEmail);
  await person.page.getByLabel(say("account.passwordForEmail"), { exact: true }).fill(password);
  await person.page.getByRole("button", { name: say("account.askChange") }).click();
  await expect(person.page.getByText(say("account.changeAsked", { email: newEmail }))).toBeVisible();
  const change = "letters.confirmNewEmail";
  await person.page.goto(await readLink(console, say, newEmail, say(`${change}.subject`), say(`${change}.action`)));
  await person.page.getByRole("button", { name: say("auth.verifyAct") }).click();
  await expect(person.page.getByText(say("auth.movedTitle"))).toBeVisible();
  await person.page.goto(`/o/${person.slug}/settings/account`);
  await expect(person.page.getByText(newEmail, { exact: true })).toBeVisible();
});
