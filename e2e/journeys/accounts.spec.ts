import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { locales } from "~/i18n/locales";
import { expectAccessible } from "../fixtures/axe";
import { password } from "../fixtures/people";
import { test } from "../fixtures/test";

for (const language of locales) {
  test.describe(language, () => {
    test.use({ language });

    test("signing up with an organisation's name opens its chat, owned by the founder", async ({
      people,
      say,
      backstage,
    }) => {
      const { page } = await people.visitor();
      const name = `Acme ${randomUUID().slice(0, 6)}`;
      const email = `${randomUUID().slice(0, 8)}@journeys.example`;
      await page.goto("/sign-up");
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      await expectAccessible(page, "sign-up");
      await page.getByRole("button", { name: say("auth.createAccount") }).click();
      await expect(page.getByText(say("auth.error.email"))).toBeVisible();
      await expectAccessible(page, "sign-up with errors");
      await page.getByLabel(say("auth.name")).fill("Mira Okafor");
      await page.getByLabel(say("auth.workEmail")).fill(email);
      await page.getByLabel(say("auth.password"), { exact: true }).fill(password);
      await page.getByLabel(say("auth.organisation")).fill(name);
      await page.getByRole("button", { name: say("auth.createAccount") }).click();
      await expect(page).toHaveURL("/welcome/start");
      await expect(
        page.getByRole("heading", { level: 1, name: say("onboarding.start.title", { name: "Mira" }) }),
      ).toBeVisible();
      // A click on a button that is not alive yet is lost.
      await page.waitForLoadState("networkidle");
      await page.getByRole("button", { name: say("onboarding.later") }).click();
      await expect(page).toHaveURL(/\/o\/acme-[^/]+\/chat/);
      await expect(page.getByText(name).first()).toBeVisible();
      const [member] = await backstage.rows<{ role: string; kind: string }>(
        `SELECT m.role, o.kind FROM membership m JOIN organization o ON o.id = m.org_id JOIN app_user_account u ON u.id = m.user_id
         WHERE u.email = $1`,
        [email],
      );
      expect(member).toEqual({ role: "owner", kind: "team" });
    });

    test("signing up without one makes a personal organisation", async ({ people, say, backstage }) => {
      const { page } = await people.visitor();
      const email = `${randomUUID().slice(0, 8)}@journeys.example`;
      await page.goto("/sign-up");
      await page.getByLabel(say("auth.workEmail")).fill(email);
      await page.getByLabel(say("auth.password"), { exact: true }).fill(password);
      await page.getByRole("button", { name: say("auth.createAccount") }).click();
      await expect(page).toHaveURL("/welcome/start");
      // A click on a button that is not alive yet is lost.
      await page.waitForLoadState("networkidle");
      await page.getByRole("button", { name: say("onboarding.later") }).click();
      await expect(page).toHaveURL(/\/o\/[^/]+\/chat/);
      const [member] = await backstage.rows<{ role: string; kind: string }>(
        `SELECT m.role, o.kind FROM membership m JOIN organization o ON o.id = m.org_id JOIN app_user_account u ON u.id = m.user_id
         WHERE u.email = $1`,
        [email],
      );
      expect(member).toEqual({ role: "owner", kind: "personal" });
    });

    test("signing out ends the session; a wrong password is told, the right one leads back to the page asked for", async ({
      people,
      say,
    }) => {
      const { page, email, slug } = await people.person({ name: "Jonas Lind" });
      await page.goto(`/o/${slug}/settings/account`);
      await page.getByRole("button", { name: "Jonas Lind", exact: true }).click();
      await page.getByRole("menuitem", { name: say("shell.signOut") }).click();
      await expect(page).not.toHaveURL(/\/o\//);
      await page.goto(`/o/${slug}/settings/account/security`);
      await expect(page).toHaveURL(/\/sign-in\?next=/);
      await expectAccessible(page, "sign-in");
      await page.getByLabel(say("auth.email")).fill(email);
      await page.getByLabel(say("auth.password"), { exact: true }).fill("not the password");
      await page.getByRole("button", { name: say("auth.signIn") }).click();
      await expect(page.getByRole("alert").filter({ hasText: say("errors.invalid_credentials") })).toBeVisible();
      await expectAccessible(page, "sign-in refused");
      await page.getByLabel(say("auth.password"), { exact: true }).fill(password);
      await page.getByRole("button", { name: say("auth.signIn") }).click();
      await expect(page).toHaveURL(`/o/${slug}/settings/account/security`);
    });

    test("changing the password ends every other session at once", async ({ people, say }) => {
      const { page, email, slug } = await people.person();
      const other = await people.visitor();
      await other.page.goto("/sign-in");
      await other.page.getByLabel(say("auth.email")).fill(email);
      await other.page.getByLabel(say("auth.password"), { exact: true }).fill(password);
      await other.page.getByRole("button", { name: say("auth.signIn") }).click();
      await expect(other.page).toHaveURL(/\/o\//);

      await page.goto(`/o/${slug}/settings/account/security`);
      await expect(page.getByRole("button", { name: say("account.endOthers") })).toBeVisible();
      await expectAccessible(page, "security settings");
      await page.getByLabel(say("account.currentPassword")).fill("not the password");
      await page.getByLabel(say("account.newPassword")).fill(`${password}!`);
      await page.getByRole("button", { name: say("account.changePassword") }).click();
      await expect(page.getByText(say("account.currentWrong"))).toBeVisible();
      await page.getByLabel(say("account.currentPassword")).fill(password);
      await page.getByRole("button", { name: say("account.changePassword") }).click();
      await expect(page.getByText(say("account.passwordChanged"))).toBeVisible();
      await other.page.goto(`/o/${slug}/settings/account`);
      await expect(other.page).toHaveURL(/\/sign-in/);
    });
  });
}

test("a session is listed elsewhere and can be ended there; its next request is refused", async ({ people, say }) => {
  const { page, email, slug } = await people.person();
  const other = await people.visitor();
  await other.page.goto("/sign-in");
  await other.page.getByLabel(say("auth.email")).fill(email);
  await other.page.getByLabel(say("auth.password"), { exact: true }).fill(password);
  await other.page.getByRole("button", { name: say("auth.signIn") }).click();
  await expect(other.page).toHaveURL(/\/o\//);

  await page.goto(`/o/${slug}/settings/account/security`);
  await expect(page.getByText(say("account.thisDevice"))).toBeVisible();
  await page
    .getByRole("button", { name: new RegExp(say("account.endSession", { device: "Chrome" }).split("Chrome")[0] ?? "") })
    .click();
  await expect(page.getByText(say("account.sessionEnded"))).toBeVisible();
  await other.page.goto(`/o/${slug}/settings/account`);
  await expect(other.page).toHaveURL(/\/sign-in/);
});

test("language and theme are changed in place and outlive a reload", async ({ people, say }) => {
  const { page, slug } = await people.person();
  await page.goto(`/o/${slug}/settings/account`);
  await expectAccessible(page, "profile settings");
  await page.getByRole("radio", { name: say("common.theme.dark") }).click();
  await expect(page.locator("html")).toHaveClass(/dark/);
  await expectAccessible(page, "profile settings, dark");
  await page.reload();
  await expect(page.locator("html")).toHaveClass(/dark/);
  await page.getByRole("radio", { name: say("common.language.ru") }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "ru");
});
