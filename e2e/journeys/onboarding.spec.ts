import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { locales } from "~/i18n/locales";
import { expectAccessible } from "../fixtures/axe";
import { ChatPage, startOf } from "../fixtures/chat-page";
import type { Backstage } from "../fixtures/database";
import { password } from "../fixtures/people";
import { expectNoSidewaysScroll } from "../fixtures/sideways";
import { test } from "../fixtures/test";

/** Axe finds nothing, and nothing is wider than the smallest phone. */
async function expectSound(page: Page, what: string): Promise<void> {
  await expectAccessible(page, what);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page, what);
  await expectAccessible(page, `${what}, on a phone`);
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** What was emitted about the person, oldest first: "step.seen start". */
async function told(backstage: Backstage, email: string): Promise<string[]> {
  const rows = await backstage.rows<{ name: string; step: string | null }>(
    `SELECT e.name, e.data->>'step' AS step FROM event_outbox e JOIN app_user_account u ON u.id::text = e.data->>'userId'
     WHERE e.name LIKE 'onboarding/%' AND u.email = $1 ORDER BY e.seq`,
    [email],
  );
  return rows.map(({ name, step }) => `${name.replace("onboarding/", "")} ${step ?? ""}`.trim());
}

for (const language of locales) {
  test.describe(language, () => {
    test.use({ language });

    test("left in the middle, the first steps are taken up on another device, to an answer, its receipt and the end", async ({
      people,
      say,
      backstage,
    }) => {
      test.setTimeout(150_000);
      const email = `mira.okafor-${randomUUID().slice(0, 8)}@journeys.example`;
      const org = `Halden ${randomUUID().slice(0, 6)}`;
      const goOn = (page: Page) => page.getByRole("button", { name: say("onboarding.goOn"), exact: true }).click();
      const place = (page: Page, n: number) =>
        expect(page.getByText(say("onboarding.place", { place: n, count: 5 }), { exact: true })).toBeVisible();

      const first = await people.visitor();
      await first.page.goto("/sign-up");
      await first.page.getByLabel(say("auth.workEmail")).fill(email);
      await first.page.getByLabel(say("auth.password"), { exact: true }).fill(password);
      await first.page.getByLabel(say("auth.organisation")).fill(org);
      await first.page.getByRole("button", { name: say("auth.createAccount") }).click();
      await expect(first.page).toHaveURL("/welcome/start");
      await place(first.page, 1);
      await expect(first.page.getByText(say("onboarding.start.price"))).toBeVisible();
      await expectSound(first.page, "the first step");
      // Nobody has said the name: it is asked for, with what the address says.
      const name = first.page.getByLabel(say("onboarding.start.name"));
      await expect(name).toHaveValue(/^Mira Okafor/);
      await name.fill("Mira Okafor");
      await goOn(first.page);
      await expect(first.page).toHaveURL("/welcome/workspace");
      await place(first.page, 2);
      await expect(first.page.getByRole("heading", { level: 1 })).toBeFocused();
      await expect(first.page.getByLabel(say("organization.details.name"), { exact: true })).toHaveValue(org);
      await first.page.getByLabel(say("organization.details.timeZone")).fill("Europe/Oslo");
      await expectSound(first.page, "the workspace of a founder");
      await goOn(first.page);
      await expect(first.page).toHaveURL("/welcome/purpose");
      await place(first.page, 3);
      await expect.poll(() => told(backstage, email)).toContain("step.seen purpose");
      await first.context.close();

      const { page } = await people.visitor();
      await page.goto("/sign-in");
      await page.getByLabel(say("auth.email")).fill(email);
      await page.getByLabel(say("auth.password"), { exact: true }).fill(password);
      await page.getByRole("button", { name: say("auth.signIn") }).click();
      // Nobody is led there a second time; a line says where they left.
      await expect(page).toHaveURL(/\/o\/[^/]+\/chat$/);
      const slug = new URL(page.url()).pathname.split("/")[2] ?? "";
      const reminder = say("onboarding.reminder.text", { done: 2, count: 5 });
      await expect(page.getByText(reminder)).toBeVisible();
      await expectSound(page, "the line that reminds");
      await page.getByRole("link", { name: say("onboarding.reminder.open"), exact: true }).click();
      await expect(page).toHaveURL("/welcome/purpose");
      await goOn(page);
      await expect(page.getByText(say("onboarding.purpose.missing"))).toBeVisible();
      await expectSound(page, "what to begin with, nothing chosen");
      await page.getByRole("radio", { name: startOf(say("onboarding.purpose.choices.customers")) }).focus();
      await page.keyboard.press("Space");
      for (const _ of ["back", "skip", "continue"]) await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");

      await expect(page).toHaveURL("/welcome/message");
      await place(page, 4);
      const chat = new ChatPage(page, say, slug);
      await expect(chat.composer).toHaveValue(say("onboarding.message.proposals.customers"));
      await expect(chat.bound).toBeVisible();
      await expectSound(page, "the first message");
      const before = await backstage.balance(slug);
      await chat.composer.press("Enter");
      await expect(page.getByRole("heading", { level: 1, name: say("onboarding.message.doneTitle") })).toBeVisible();
      const receipt = page.getByRole("region", { name: say("chat.receipt.label") });
      await expect(receipt.getByText(say("chat.receipt.charged"), { exact: true })).toBeVisible();
      for (const part of ["tokens", "cost", "markup", "credits", "balance"] as const) {
        await expect(
          receipt.getByRole("term").filter({ hasText: say(`chat.receipt.explained.${part}`) }),
        ).toBeVisible();
      }
      expect(await backstage.balance(slug)).toBeLessThan(before);
      await expectSound(page, "the receipt, explained");
      // Read anew, also by another device, it is the same answer.
      await page.reload();
      await expect(receipt.getByText(say("chat.receipt.charged"), { exact: true })).toBeVisible();
      await goOn(page);

      await expect(page).toHaveURL("/welcome/next");
      await place(page, 5);
      // Nearest to customers' questions.
      await expect(
        page
          .getByRole("main")
          .getByRole("listitem")
          .filter({ has: page.getByRole("link", { name: say("onboarding.next.acts.buy") }) }),
      ).toBeVisible();
      await expectSound(page, "what next");
      await page.getByRole("button", { name: say("onboarding.finish") }).click();
      await expect(page).toHaveURL(`/o/${slug}/chat`);
      await expect(
        page.getByText(startOf(say("onboarding.reminder.text", { done: 0, count: 5 }).replace("0", "§"))),
      ).toHaveCount(0);
      const steps = ["start", "workspace", "purpose", "message", "next"];
      expect(await told(backstage, email)).toEqual([
        ...steps.flatMap((step) => [`step.seen ${step}`, `step.completed ${step}`]),
        "finished",
      ]);
      const [row] = await backstage.rows(
        "SELECT o.time_zone, u.name FROM organization o, app_user_account u WHERE o.slug = $1 AND u.email = $2",
        [slug, email],
      );
      expect(row).toEqual({ time_zone: "Europe/Oslo", name: "Mira Okafor" });
    });

    test("put away at once, they are taken up again from the help menu; a personal workspace becomes an organisation", async ({
      people,
      say,
      backstage,
    }) => {
      const { page, email, slug } = await people.person({ isNew: true });
      await page.goto("/enter");
      await expect(page).toHaveURL("/welcome/start");
      await page.waitForLoadState("networkidle");
      await page.getByRole("button", { name: say("onboarding.later") }).click();
      await expect(page).toHaveURL(`/o/${slug}/chat`);
      await expect(page.getByRole("link", { name: say("onboarding.reminder.open"), exact: true })).toHaveCount(0);
      await page.goto("/enter");
      await expect(page).toHaveURL(`/o/${slug}/chat`);

      await page.getByRole("button", { name: say("shell.help.label") }).click();
      const entry = page.getByRole("menuitem", { name: new RegExp(say("shell.help.started")) });
      await expect(entry).toContainText(say("shell.help.startedCount", { done: 0, count: 5 }));
      await expectAccessible(page, "the help menu");
      await entry.click();
      await expect(page).toHaveURL("/welcome/start");
      await expect.poll(() => told(backstage, email)).toContain("taken_up start");
      await page.getByRole("button", { name: say("onboarding.skip") }).click();

      await expect(page).toHaveURL("/welcome/workspace");
      await page.getByRole("radio", { name: startOf(say("organization.workspace.team")) }).click();
      await page.getByRole("button", { name: say("onboarding.goOn"), exact: true }).click();
      await expect(page.getByText(say("organization.details.nameError"))).toBeVisible();
      await expectSound(page, "a personal workspace that becomes an organisation");
      await page.getByLabel(say("organization.details.name"), { exact: true }).fill("Nordlys Frakt");
      await page.getByRole("button", { name: say("onboarding.goOn"), exact: true }).click();
      await expect(page).toHaveURL("/welcome/purpose");
      expect(await backstage.rows("SELECT kind, name FROM organization WHERE slug = $1", [slug])).toEqual([
        { kind: "team", name: "Nordlys Frakt" },
      ]);
      // Back to what was answered, and on again by the line of the steps.
      await page.getByRole("link", { name: say("onboarding.back") }).click();
      await expect(page.getByLabel(say("organization.details.name"), { exact: true })).toHaveValue("Nordlys Frakt");
      await page
        .getByRole("navigation", { name: say("onboarding.title") })
        .getByRole("link", { name: startOf(say("onboarding.names.purpose")) })
        .click();
      await expect(page).toHaveURL("/welcome/purpose");
      await page.getByRole("button", { name: say("onboarding.skip") }).click();
      await expect(page).toHaveURL("/welcome/message");

      // A wall reads like help, and does not stand in the way of the rest.
      await backstage.setBalance(slug, 0n);
      const chat = new ChatPage(page, say, slug);
      await expect(chat.composer).toHaveValue(say("onboarding.message.proposals.open"));
      await expect(chat.bound).toBeVisible();
      await chat.composer.press("Enter");
      await expect(chat.wall).toContainText(say("chat.wall.creditsTitle", { org: "Nordlys Frakt" }));
      await expect(chat.wall.getByRole("link", { name: say("chat.wall.buy") })).toBeVisible();
      await expectSound(page, "a first message without credits");
      await page.getByRole("button", { name: say("onboarding.skip") }).click();
      await expect(page).toHaveURL("/welcome/next");
      await page.getByRole("link", { name: say("onboarding.next.acts.invite") }).click();
      await expect(page).toHaveURL(`/o/${slug}/settings/members`);
      expect((await told(backstage, email)).at(-1)).toBe("finished");

      await page.keyboard.press("ControlOrMeta+k");
      await expect(page.getByPlaceholder(say("shell.palettePlaceholder"))).toBeFocused();
      await page.keyboard.type(say("shell.help.started"));
      await page.keyboard.press("Enter");
      // What was skipped can be done after all.
      await expect(page).toHaveURL("/welcome/start");
    });
  });
}

test("whoever runs the platform sees how many saw, did and skipped each step", async ({ people, say }) => {
  const { page: visitor } = await people.person({ isNew: true });
  await visitor.goto("/welcome");
  await visitor.getByRole("button", { name: say("onboarding.skip") }).click();
  await expect(visitor).toHaveURL("/welcome/workspace");
  const { page } = await people.superadmin();
  await page.goto("/admin/users");
  const funnel = page.getByRole("table", { name: say("onboarding.funnel.title") });
  const row = funnel.getByRole("row").filter({ hasText: say("onboarding.names.start") });
  await expect(row.getByRole("cell")).toHaveCount(4);
  await expect(row.getByRole("cell").nth(1)).toHaveText(/^[1-9]/);
  await expect(row.getByRole("cell").nth(3)).toHaveText(/^[1-9]/);
  await expectSound(page, "people, with the funnel of their first steps");
});

test("nobody who is signed out or suspended sees a step, and an unknown one is not there", async ({
  people,
  backstage,
  say,
}) => {
  const { page } = await people.visitor();
  await page.goto("/welcome/message");
  await expect(page).toHaveURL("/sign-in?next=%2Fwelcome%2Fmessage");
  const person = await people.person();
  const response = await person.page.goto("/welcome/payment");
  expect(response?.status()).toBe(404);
  await backstage.rows(
    "UPDATE app_user_account SET suspended_at = now(), suspended_reason = 'Unpaid bills' WHERE email = $1",
    [person.email],
  );
  await person.page.goto("/welcome/start");
  await expect(person.page).toHaveURL("/enter?next=%2Fwelcome%2Fstart");
  await expect(person.page.getByText(say("clerk.suspended", { reason: "Unpaid bills" }))).toBeVisible();
});
