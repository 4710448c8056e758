import { expect, type Locator, type Page } from "@playwright/test";
import sharp from "sharp";
import { expectAccessible } from "../fixtures/axe";
import { test } from "../fixtures/test";

async function photo(colour: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const create = { width: 900, height: 600, channels: 3 as const, background: colour };
  return { name: "holiday.jpg", mimeType: "image/jpeg", buffer: await sharp({ create }).jpeg().toBuffer() };
}

const chooser = (page: Page) => page.getByRole("main").locator('input[type="file"]');

/** A picture is seen when its pixels have come, not when its element is there. */
async function expectShown(figure: Locator): Promise<void> {
  await expect
    .poll(() => figure.locator("img").evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)))
    .toBeGreaterThan(0);
}

test("a picture of oneself is uploaded, seen by colleagues alone, changed and removed", async ({
  people,
  say,
  origin,
  backstage,
}) => {
  const { page, slug, email } = await people.person({ name: "Mira Okafor", organizationName: "Halden Freight" });
  await page.goto(`/o/${slug}/settings/account`);
  const figure = page.getByRole("img", { name: say("files.picture.previewAvatar") });
  const inShell = page.getByRole("complementary").getByRole("button", { name: "Mira Okafor" });
  await expect(figure).toContainText("MO");

  // What is no picture is refused by what it is, not by what it is called.
  await chooser(page).setInputFiles({ name: "me.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") });
  await expect(page.getByRole("main").getByRole("alert")).toContainText("PNG");
  await chooser(page).setInputFiles({ name: "me.png", mimeType: "image/png", buffer: Buffer.from("<svg/>") });
  await expect(page.getByRole("main").getByRole("alert")).toContainText(say("files.error.refused.unknown_content"));
  await expectAccessible(page, "profile with a refused picture");

  // A link that fails once: trying again begins a new one.
  await page.route(
    "**/api/files/at/**",
    (route) => route.fulfill({ status: 409, json: { error: { code: "link_used" } } }),
    {
      times: 1,
    },
  );
  await chooser(page).setInputFiles(await photo("#246"));
  await expect(page.getByRole("main").getByRole("alert")).toContainText(say("errors.link_used"));
  await page.getByRole("button", { name: say("common.retry") }).click();
  await expect(page.getByText(say("files.picture.avatarChanged"))).toBeVisible();
  await expectShown(figure);
  await expectShown(inShell);
  await expectAccessible(page, "profile with a picture");

  const pictureOf = async () => {
    const [row] = await backstage.rows<{ id: string | null }>(
      "SELECT avatar_file_id AS id FROM app_user_account WHERE email = $1",
      [email],
    );
    return row?.id ?? null;
  };
  const first = await pictureOf();
  const address = `${origin}/api/files/${first}?org=${slug}`;
  const colleague = await people.person();
  expect((await colleague.context.request.get(address)).status()).toBe(404);
  await backstage.join(colleague.email, slug, "viewer");
  const answer = await colleague.context.request.get(address);
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, "image/webp"]);
  expect(answer.headers()["content-security-policy"]).toContain("sandbox");
  const head = await colleague.context.request.head(address);
  expect([head.status(), (await head.body()).length]).toEqual([200, 0]);
  expect(head.headers()["content-length"]).toBe(answer.headers()["content-length"]);
  const known = { "if-none-match": answer.headers().etag ?? "" };
  expect((await colleague.context.request.get(address, { headers: known })).status()).toBe(304);

  await chooser(page).setInputFiles(await photo("#842"));
  await expect.poll(pictureOf).not.toBe(first);
  await page.getByRole("button", { name: say("files.picture.remove") }).click();
  await expect(page.getByRole("alertdialog")).toContainText(say("files.picture.removeAvatarText"));
  await page.getByRole("button", { name: say("files.picture.removeAct") }).click();
  await expect(page.getByText(say("files.picture.avatarRemoved"))).toBeVisible();
  await expect(figure.locator("img")).toHaveCount(0);
  await expect(inShell.locator("img")).toHaveCount(0);
  // The bytes go, and the row after them, by a background function.
  await expect
    .poll(
      () =>
        backstage.rows(
          "SELECT FROM stored_file f JOIN app_user_account u ON u.id = f.user_id WHERE u.email = $1 AND f.state IN ('ready', 'deleted')",
          [email],
        ),
      { timeout: 30_000 },
    )
    .toEqual([]);
});

test.describe("ru", () => {
  test.use({ language: "ru" });

  test("an owner gives the organisation its logo, on a phone as well", async ({ people, say }) => {
    const { page, slug } = await people.person(
      { organizationName: "Samferdselsdepartementet" },
      { viewport: { width: 360, height: 740 }, colorScheme: "dark" },
    );
    await page.goto(`/o/${slug}/settings/general`);
    const figure = page.getByRole("img", {
      name: say("files.picture.previewLogo", { name: "Samferdselsdepartementet" }),
    });
    await expect(figure).toBeVisible();
    await chooser(page).setInputFiles(await photo("#395"));
    await expect(page.getByText(say("files.picture.logoChanged"))).toBeVisible();
    await expectShown(figure);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await expectAccessible(page, "organisation settings on a phone");
    await page.getByRole("button", { name: say("shell.menu") }).click();
    await expectShown(page.getByRole("dialog").getByRole("button", { name: "Samferdselsdepartementet" }));
  });
});
