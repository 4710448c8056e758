import { expect, type Page } from "@playwright/test";
import OpenAI from "openai";
import { locales } from "~/i18n/locales";
import { expectAccessible } from "../fixtures/axe";
import type { Say } from "../fixtures/say";
import { expectNoSidewaysScroll } from "../fixtures/sideways";
import { test } from "../fixtures/test";

const model = "demo/counterpart-demo";

/** Makes a key through the dialog and gives its secret, which stands nowhere afterwards. */
async function makeKey(page: Page, say: Say, name: string): Promise<string> {
  await page.getByRole("button", { name: say("keys.create"), exact: true }).click();
  const dialog = page.getByRole("dialog", { name: say("keys.form.title") });
  await dialog.getByLabel(say("keys.form.name")).fill(name);
  for (const scope of ["agents:run", "usage:read"]) await dialog.getByRole("checkbox", { name: scope }).check();
  await dialog.getByLabel(say("keys.form.cap")).fill("20");
  await expectAccessible(page, "a new key");
  await dialog.getByRole("button", { name: say("keys.form.act") }).click();
  const shown = page.getByRole("dialog", { name: say("keys.secret.title") });
  await expect(shown.getByText(say("keys.secret.once"))).toBeVisible();
  await expectAccessible(page, "the secret of a key");
  const secret = /osk_[0-9a-z]{16}_[\w-]{43}/.exec((await shown.textContent()) ?? "")?.[0] ?? "";
  await shown.getByRole("button", { name: say("keys.secret.done") }).click();
  await expect(page.getByText(secret)).toHaveCount(0);
  return secret;
}

for (const language of locales) {
  test.describe(language, () => {
    test.use({ language });

    test("a key made in the browser gives OpenAI's own client a streamed answer, charged under that key, and none once it is revoked", async ({
      people,
      say,
      origin,
    }) => {
      const { page, slug } = await people.person({ organizationName: "Haulage" });
      await page.goto(`/o/${slug}/settings/keys`);
      await expect(page.getByText(say("keys.none.title"))).toBeVisible();
      await expectAccessible(page, "no keys");
      const secret = await makeKey(page, say, "Nightly report");

      const client = new OpenAI({ baseURL: `${origin}/api/v1`, apiKey: secret, maxRetries: 0 });
      const stream = await client.chat.completions.create({
        model,
        messages: [{ role: "user", content: "What is 2 + 2?" }],
        stream: true,
        stream_options: { include_usage: true },
      });
      let text = "";
      let usage: OpenAI.CompletionUsage | undefined;
      for await (const chunk of stream) {
        text += chunk.choices[0]?.delta?.content ?? "";
        usage = chunk.usage ?? usage;
      }
      expect(text).toContain("4");
      expect(usage).toMatchObject({ cost: { credits: expect.stringMatching(/^0\.\d+$/) } });

      await page.reload();
      const row = page.getByRole("row", { name: /Nightly report/ });
      await expect(row).toContainText(say("keys.calls", { count: 1, figure: "1" }));
      await expect(row).toContainText(say("keys.requests", { count: 1, figure: "1" }));
      await expectAccessible(page, "a list of keys");

      await page.goto(`/o/${slug}/credits`);
      const entry = page.getByRole("row", { name: new RegExp(say("credits.what.api")) });
      await entry.click();
      await expect(page.getByText(say("credits.receipt.key", { name: "Nightly report" }))).toBeVisible();

      await page.goto(`/o/${slug}/settings/keys`);
      await page.getByRole("button", { name: say("keys.menu", { name: "Nightly report" }) }).click();
      await page.getByRole("menuitem", { name: say("keys.acts.revoke") }).click();
      await expectAccessible(page, "revoking a key");
      await page
        .getByRole("alertdialog")
        .getByRole("button", { name: say("keys.revoke.act") })
        .click();
      await expect(page.getByText(say("keys.state.revoked"), { exact: true }).first()).toBeVisible();
      const revokedAt = Date.now();
      await expect(client.models.list()).rejects.toMatchObject({ status: 401, code: "invalid_api_key" });
      expect(Date.now() - revokedAt).toBeLessThan(1_000);
    });

    test("a new secret takes over from the one before, which works on for as long as was chosen", async ({
      people,
      say,
      origin,
    }) => {
      const { page, slug } = await people.person();
      await page.goto(`/o/${slug}/settings/keys`);
      const before = await makeKey(page, say, "Robot");
      await page.getByRole("button", { name: say("keys.menu", { name: "Robot" }) }).click();
      await page.getByRole("menuitem", { name: say("keys.acts.rotate") }).click();
      const dialog = page.getByRole("dialog", { name: say("keys.rotate.title", { name: "Robot" }) });
      await expectAccessible(page, "a new secret");
      await dialog.getByRole("combobox", { name: say("keys.rotate.grace") }).click();
      await page.getByRole("option", { name: say("keys.rotate.graces.none") }).click();
      await dialog.getByRole("button", { name: say("keys.rotate.act") }).click();
      const shown = page.getByRole("dialog", { name: say("keys.secret.title") });
      await expect(shown).toBeVisible();
      const after = /osk_[0-9a-z]{16}_[\w-]{43}/.exec((await shown.textContent()) ?? "")?.[0] ?? "";
      expect(after).not.toBe(before);
      const status = async (secret: string) =>
        (await fetch(`${origin}/api/v1/credits`, { headers: { authorization: `Bearer ${secret}` } })).status;
      expect(await status(after)).toBe(200);
      expect(await status(before)).toBe(401);
    });

    test("on a phone nothing of the keys' pages scrolls sideways", async ({ people, say }) => {
      const { page, slug } = await people.person({}, { viewport: { width: 360, height: 740 } });
      await page.goto(`/o/${slug}/settings/keys`);
      await makeKey(page, say, "A robot whose name is longer than the screen of a phone is wide");
      await expectNoSidewaysScroll(page, "keys");
      await page.goto("/docs/api");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(say("keys.reference.title"));
      await expectNoSidewaysScroll(page, "the API's page");
      await expectAccessible(page, "the API's page");
    });
  });
}

test("what a program asks from another site's page carries no rights with it, and nothing under /api/v1 lets other sites read", async ({
  people,
  origin,
}) => {
  const { context } = await people.person();
  const response = await context.request.get(`${origin}/api/v1/models`, {
    headers: { origin: "https://elsewhere.example" },
  });
  expect(response.status()).toBe(401);
  expect(response.headers()["access-control-allow-origin"]).toBeUndefined();
  const missing = await context.request.post(`${origin}/api/v1/images/generations`, { data: {} });
  expect(await missing.json()).toMatchObject({ error: { type: "invalid_request_error", code: "invalid_api_key" } });
});
