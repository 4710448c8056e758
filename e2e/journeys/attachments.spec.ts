import { expect, type Page } from "@playwright/test";
import sharp from "sharp";
import { pdfOf } from "~/features/chat/testing/pdf-of";
import { formatCredits } from "~/lib/format-credits";
import { expectAccessible } from "../fixtures/axe";
import { ChatPage } from "../fixtures/chat-page";
import type { Say } from "../fixtures/say";
import { test } from "../fixtures/test";

type Chosen = { name: string; mimeType: string; buffer: Buffer };

const picture = async (name = "pier.png", width = 1_200, height = 800): Promise<Chosen> => ({
  name,
  mimeType: "image/png",
  buffer: await sharp({ create: { width, height, channels: 3, background: "teal" } })
    .png()
    .toBuffer(),
});
const tides: Chosen = {
  name: "tides.pdf",
  mimeType: "application/pdf",
  buffer: Buffer.from(
    pdfOf(["The tide turns at six. Ships from the north wait outside.", "Pilots board at the outer light."]),
  ),
};
const memo: Chosen = { name: "memo.wav", mimeType: "audio/wav", buffer: silence(1) };

/** So many seconds of nothing, 8,000 samples of a byte each. */
function silence(seconds: number): Buffer {
  const samples = Buffer.alloc(8_000 * seconds, 0x80);
  const header = Buffer.from("RIFF....WAVEfmt ....................data....", "latin1");
  header.writeUInt32LE(36 + samples.length, 4);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8_000, 24);
  header.writeUInt32LE(8_000, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** What is attached to the draft. */
class Tray {
  readonly chooser;
  readonly chips;

  constructor(
    readonly page: Page,
    readonly say: Say,
  ) {
    const form = page.locator("form").filter({ has: page.getByLabel(say("chat.composer.label"), { exact: true }) });
    this.chooser = form.locator('input[type="file"]');
    this.chips = form.getByRole("list", { name: say("chat.attachments.list") }).getByRole("listitem");
  }

  /** The list of files of a message that was sent. */
  in(message: ReturnType<Page["locator"]>) {
    return message.getByRole("list", { name: this.say("chat.attachments.list") });
  }
}

/** The bound as a number, in credits. */
async function boundOf(chat: ChatPage): Promise<number> {
  const text = (await chat.bound.locator("..").textContent()) ?? "";
  return Number(/\d+[.,]\d+/.exec(text)?.[0].replace(",", ".") ?? Number.NaN);
}

test("a picture and a PDF are attached, bounded, answered, charged and shown again", async ({
  people,
  say,
  backstage,
}) => {
  const { page, slug } = await people.person({ organizationName: "Halden Freight" });
  await backstage.setBalance(slug, 50_000_000n);
  const chat = new ChatPage(page, say, slug);
  const tray = new Tray(page, say);
  await chat.open();
  await chat.composer.fill("Summarise these.");
  await expect(chat.bound).toBeVisible();
  const before = await boundOf(chat);

  await tray.chooser.setInputFiles([await picture(), tides]);
  await expect(tray.chips.filter({ hasText: "pier.png" })).toContainText("1200 × 800");
  await expect(tray.chips.filter({ hasText: "tides.pdf" })).toContainText("2 pages");
  await expect.poll(() => boundOf(chat)).toBeGreaterThan(before);
  await expectAccessible(page, "composer with files");

  // What has arrived survives a reload.
  await page.reload();
  await expect(tray.chips).toHaveCount(2);
  await expect(chat.composer).toHaveValue("Summarise these.");

  await chat.composer.press("Enter");
  await expect(chat.messages).toHaveCount(2);
  await expect(chat.receiptOf(chat.last)).toBeVisible();
  const answer = await chat.textOf(chat.last);
  expect(answer).toContain("tide turns at six");
  expect(answer).toContain("1200 × 800 pixels");
  await expect(tray.chips).toHaveCount(0);

  const question = chat.messages.first();
  const files = tray.in(question);
  const thumbnail = files.getByRole("button", { name: say("chat.attachments.open", { name: "pier.png" }) });
  await expect
    .poll(() =>
      thumbnail.locator("img").evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)),
    )
    .toBeGreaterThan(0);
  await thumbnail.click();
  await expect(page.getByRole("dialog", { name: "pier.png" }).getByRole("img", { name: "pier.png" })).toBeVisible();
  await expectAccessible(page, "picture of a message");
  await page.keyboard.press("Escape");
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    files.getByRole("link", { name: say("chat.attachments.download", { name: "tides.pdf" }) }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe("tides.pdf");

  // The charge is the provider's count, picture and document included, and stands on the receipt.
  const [charge] = await backstage.rows<{ input: string; ucr: string }>(
    `SELECT c.input_tokens AS input, c.charge_ucr AS ucr FROM usage_charge c JOIN organization o ON o.id = c.org_id
     WHERE o.slug = $1 AND c.purpose = 'chat'`,
    [slug],
  );
  expect(Number(charge?.input)).toBeGreaterThan(85 + 4 * 170);
  await chat.receiptOf(chat.last).click();
  const receipt = page.getByRole("dialog", { name: say("chat.receipt.label") });
  await expect(receipt).toContainText(formatCredits(BigInt(charge?.ucr ?? 0), "en", { precision: "exact" }));
  await page.keyboard.press("Escape");

  // An edited question keeps what is not taken out of it, as a branch.
  await expect(page.getByText(say("chat.attachments.sentAgain", { count: 2 }))).toBeVisible();
  await question.getByRole("button", { name: say("chat.thread.edit") }).click();
  await question.getByRole("button", { name: say("chat.attachments.remove", { name: "pier.png" }) }).click();
  await question.getByRole("button", { name: say("chat.thread.editSend") }).click();
  await expect(tray.in(question).getByRole("listitem")).toHaveCount(1);
  await expect(chat.receiptOf(chat.last)).toBeVisible();
  expect(await chat.textOf(chat.last)).not.toContain("pixels");
});

test.describe("ru", () => {
  test.use({ language: "ru" });

  test("at 360 pixels files are dropped, pasted, refused with a reason, cancelled, and offered another model", async ({
    people,
    say,
    backstage,
  }) => {
    const { page, slug } = await people.person({}, { viewport: { width: 360, height: 740 } });
    await backstage.setBalance(slug, 50_000_000n);
    // One of the built-in models reads no pictures here.
    await backstage.rows("UPDATE model SET takes = '{pdf_text}' WHERE id = 'demo/counterpart-demo-large'");
    const chat = new ChatPage(page, say, slug);
    const tray = new Tray(page, say);
    await chat.open();
    await chat.composer.fill("Что это?");
    await expect(chat.bound).toBeVisible();

    await tray.chooser.setInputFiles({ name: "drawing.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") });
    await expect(tray.chips).toContainText(say("chat.attachments.reason.type"));
    await expect(page.getByText(say("chat.attachments.removeFailed"))).toBeVisible();
    await expectAccessible(page, "a file that was refused, on a phone");
    await tray.chips.getByRole("button", { name: say("chat.attachments.remove", { name: "drawing.svg" }) }).click();
    await expect(tray.chips).toHaveCount(0);

    await give(page, "drop", await picture("dropped.png", 64, 48));
    await expect(tray.chips.filter({ hasText: "dropped.png" })).toContainText("64 × 48");
    await give(page, "paste", await picture("pasted.png", 30, 20));
    await expect(tray.chips.filter({ hasText: "30 × 20" })).toBeVisible();
    await tray.chooser.setInputFiles(memo);
    await expect(page.getByText(say("chat.attachments.audioNote"))).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);

    await page.getByRole("button", { name: say("chat.models.pick", { name: "Counterpart Demo" }) }).click();
    await page.getByRole("option", { name: /Counterpart Demo Large/ }).click();
    const notice = page.getByRole("alert").filter({ hasText: "dropped.png" });
    await expect(notice).toBeVisible();
    await expectAccessible(page, "a model that does not read a file, on a phone");
    await notice
      .getByRole("button", { name: say("chat.attachments.switchTo", { model: "Counterpart Demo" }), exact: true })
      .click();
    await expect(notice).toBeHidden();

    await chat.composer.press("Enter");
    await expect(chat.receiptOf(chat.last)).toBeVisible();
    expect(await chat.textOf(chat.last)).toContain("64 × 48");
    await expect(tray.in(chat.messages.first()).getByRole("listitem")).toHaveCount(3);
    await chat.messages
      .first()
      .getByRole("button", { name: say("chat.attachments.play", { name: "memo.wav" }) })
      .click();
    const player = tray.in(chat.messages.first()).locator("audio");
    await expect
      .poll(() => player.evaluate((audio) => (audio instanceof HTMLAudioElement ? audio.duration : 0)))
      .toBeCloseTo(1, 1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await expectAccessible(page, "a message with files, on a phone");
  });
});

test("a slow upload shows how far it has come, and one that is cancelled is gone, with its link", async ({
  people,
  say,
  backstage,
}) => {
  const { page, slug, context } = await people.person();
  const chat = new ChatPage(page, say, slug);
  const tray = new Tray(page, say);
  await chat.open();
  await expect(chat.composer).toBeVisible();
  const network = await context.newCDPSession(page);
  const slowly = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 100 * 1024 };
  await network.send("Network.emulateNetworkConditions", slowly);
  const sent = page.waitForRequest((request) => request.method() === "PUT");
  await tray.chooser.setInputFiles({ name: "long.wav", mimeType: "audio/wav", buffer: silence(300) });
  const address = (await sent).url();
  const progress = tray.chips.getByRole("progressbar", { name: "long.wav" });
  const share = async () => Number(await progress.getAttribute("aria-valuenow"));
  await expect.poll(share).toBeGreaterThan(0);
  expect(await share()).toBeLessThan(100);
  await tray.chips.getByRole("button", { name: say("chat.attachments.cancel", { name: "long.wav" }) }).click();
  await expect(tray.chips).toHaveCount(0);
  await network.send("Network.emulateNetworkConditions", { ...slowly, uploadThroughput: -1 });

  const rows = () => backstage.rows("SELECT FROM stored_file WHERE name = 'long.wav'");
  await expect.poll(async () => (await rows()).length, { timeout: 20_000 }).toBe(0);
  const headers = { "content-type": "audio/wav", origin: new URL(page.url()).origin };
  const again = await context.request.put(address, { headers, data: silence(300) });
  expect([again.status(), await again.text()]).toEqual([409, expect.stringContaining("link_used")]);
});

/** Drops a file on the page, or pastes it into the message. */
async function give(page: Page, how: "drop" | "paste", { name, mimeType, buffer }: Chosen): Promise<void> {
  await page.evaluate(
    ([event, fileName, type, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], fileName, { type }));
      const init = { bubbles: true, cancelable: true };
      if (event === "drop") document.body.dispatchEvent(new DragEvent("drop", { ...init, dataTransfer: data }));
      else document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { ...init, clipboardData: data }));
    },
    [how, name, mimeType, [...buffer]] as const,
  );
}
