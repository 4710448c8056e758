import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createFolderFiles } from "~/adapters/files/folder-files";
import { readPictureSize } from "~/adapters/models/picture-size";
import type { OrgScope } from "~/server/context";
import { callerOf } from "~/testing/caller";
import type { Attachment } from "../attachments";
import { costBound } from "../cost-bound";
import { filesOfBranch } from "../fit-history";
import { type ChatFixture, demoModel, message, otherModel, startChat, testModel } from "../testing/chat-fixture";
import { pdfOf } from "../testing/pdf-of";
import { sendAndRead } from "../testing/read-stream";
import { pictureOf, recording, textFile, type UploadedFile, uploadFile } from "../testing/upload-file";
import { sendMessage } from "./send-message.service";

let chat: ChatFixture;
let folder: string;

beforeAll(async () => {
  chat = await startChat();
  folder = await mkdtemp(join(tmpdir(), "chat-files-"));
  Object.assign(chat.backend.ports, { files: createFolderFiles({ root: folder, secret: "a secret of this test" }) });
  // The model of the tests reads everything; the other one nothing but text, the demonstration model texts of documents.
  await chat.db.owner.query("UPDATE model SET takes = '{image,pdf}' WHERE id = $1", [testModel]);
  await chat.db.owner.query("UPDATE model SET takes = '{image,pdf_text}' WHERE id = $1", [demoModel]);
});
beforeEach(() => chat.server.reset());
afterAll(async () => {
  expect(await chat.close()).toEqual([]);
  await rm(folder, { recursive: true });
});

const upload = (scope: OrgScope, file: UploadedFile) => uploadFile(chat.db.owner, scope, file);
const pdf = (text: string): UploadedFile => ({
  name: "tides.pdf",
  contentType: "application/pdf",
  bytes: pdfOf([text]),
});
/** The content of the last message that the provider was sent. */
const lastContent = () => {
  const messages: unknown = chat.server.requests.at(-1)?.body.messages;
  return Array.isArray(messages) ? messages.at(-1).content : undefined;
};
const claimed = async (fileId: string) => {
  const { rows } = await chat.db.owner.query<{ state: string; claimed: boolean }>(
    "SELECT state, claimed_at IS NOT NULL AS claimed FROM stored_file WHERE id = $1",
    [fileId],
  );
  return rows[0];
};

describe("a message with files", () => {
  test("reaches the model with a picture, a document and a text, and is charged through the same gate", async () => {
    const scope = await chat.member();
    const attachments = [
      await upload(scope, await pictureOf(640, 480)),
      await upload(scope, pdf("The tide turns at six.")),
      await upload(scope, textFile("Ships come at dawn.")),
    ];
    chat.server.next({ text: "A pier.", usage: { input: 4_000, output: 3 } });
    const sent = message("What is this?", { attachments });
    expect(await (await sendAndRead(scope, sent)).text).toBe("A pier.");
    expect(lastContent()).toMatchObject([
      { type: "image_url", image_url: { detail: "high" } },
      { type: "file", file: { filename: "tides.pdf" } },
      { type: "text", text: expect.stringContaining("Ships come at dawn.") },
      { type: "text", text: "What is this?" },
    ]);
    expect(await chat.charges(scope)).toMatchObject([
      { basis: "provider", input: 4_000, output: 3, messageId: sent.answerId },
    ]);
    const { messages } = await callerOf(scope).chat.get({ conversationId: sent.conversationId });
    expect(messages[0]?.attachments).toMatchObject([
      { kind: "image", width: 640, height: 480, textTokens: null },
      { kind: "pdf", pages: 1, textTokens: 6 },
      { kind: "text", name: "notes.md" },
    ]);
    for (const id of attachments) expect(await claimed(id)).toEqual({ state: "ready", claimed: true });
  });

  test("is held for at most what its bound said, by the server and by the client", async () => {
    const scope = await chat.member();
    const attachments = [
      await upload(scope, await pictureOf(2_000, 1_500)),
      await upload(scope, pdf("Six. ".repeat(200))),
    ];
    const text = "What are these two? ".repeat(5);
    const { chat: procedures } = callerOf(scope);
    const read = await procedures.readAttachments({ fileIds: attachments });
    const files = read.flatMap((file): Attachment[] => ("attachment" in file ? [file.attachment] : []));
    expect(files).toHaveLength(2);
    const model = (await procedures.models()).find(({ id }) => id === testModel);
    if (model === undefined) throw new Error("no model");
    const client = costBound(model, { tokens: 0, messages: 0, files: filesOfBranch(model, [files]) }, text);
    const server = await procedures.bound({ modelId: testModel, parentId: null, text, attachments });
    const without = await procedures.bound({ modelId: testModel, parentId: null, text });
    chat.server.setStandard({ tokens: 30, msPerToken: 10 });
    const reader = await sendAndRead(scope, message(text, { attachments }));
    const { rows } = await chat.db.owner.query<{ amount_ucr: string }>(
      "SELECT amount_ucr FROM usage_hold WHERE org_id = $1 AND closed_at IS NULL",
      [scope.orgId],
    );
    const held = BigInt(rows[0]?.amount_ucr ?? 0);
    expect(held).toBeGreaterThan(without.upToUcr);
    for (const bound of [client, server]) {
      expect(bound.upToUcr).toBeGreaterThanOrEqual(held);
      expect(Number(bound.upToUcr)).toBeLessThan(Number(held) * 1.2);
    }
    await reader.bytes;
  });

  test("needs no text, and gives the conversation the name of its file", async () => {
    const scope = await chat.member();
    const attachments = [await upload(scope, textFile("Ships.", "harbour.md"))];
    const sent = message("", { attachments });
    await (await sendAndRead(scope, sent)).bytes;
    const { conversation } = await callerOf(scope).chat.get({ conversationId: sent.conversationId });
    expect(conversation.title).toBe("harbour.md");
    expect(lastContent()).toContain("Ships.");
  });

  test("keeps a recording without sending it, and without counting it as left out", async () => {
    const scope = await chat.member();
    const attachments = [await upload(scope, recording())];
    const sent = message("Here is what was said", { attachments, modelId: otherModel });
    const [start] = await (await sendAndRead(scope, sent)).events;
    expect(start).not.toHaveProperty("messageMetadata.leftOutFiles");
    expect(lastContent()).toMatchObject([
      { type: "text", text: expect.stringContaining("memo.mp3") },
      { type: "text" },
    ]);
    const { messages } = await callerOf(scope).chat.get({ conversationId: sent.conversationId });
    expect(messages[0]?.attachments).toMatchObject([{ kind: "audio", name: "memo.mp3" }]);
  });

  test("has a picture that is too heavy for a provider made lighter, with as many pixels", async () => {
    const scope = await chat.member();
    const side = 1_300;
    const noise = sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } });
    const bytes = new Uint8Array(await noise.png({ compressionLevel: 1 }).toBuffer());
    expect(bytes.byteLength).toBeGreaterThan(4_000_000);
    const attachments = [await upload(scope, { name: "noise.png", contentType: "image/png", bytes })];
    await (await sendAndRead(scope, message("See?", { attachments }))).bytes;
    const [part] = lastContent();
    const [kind, data] = part.image_url.url.split(";base64,");
    expect(kind).toBe("data:image/jpeg");
    expect(data.length).toBeLessThan(5_000_000);
    expect(readPictureSize(Buffer.from(data, "base64"))).toMatchObject({ width: side, height: side });
  });

  test("goes to a model that takes the text of documents as text", async () => {
    const scope = await chat.member();
    const attachments = [await upload(scope, pdf("The tide turns at six in the morning."))];
    const { text } = await sendAndRead(scope, message("Summarise this.", { attachments, modelId: demoModel }));
    expect(await text).toContain("tide turns at six");
  });
});

describe("a message that cannot be sent with its files", () => {
  const nothingStored = async (scope: OrgScope, fileId: string) => {
    expect(await chat.messages(scope)).toEqual([]);
    expect(await chat.charges(scope)).toEqual([]);
    expect(await claimed(fileId)).toEqual({ state: "ready", claimed: false });
  };

  test("is refused by name where the model does not read one of them", async () => {
    const scope = await chat.member();
    const picture = await upload(scope, await pictureOf(10, 10));
    const scan = await upload(scope, pdf(""));
    const refused = {
      code: "attachment_not_taken",
      details: { modelId: otherModel, files: [{ id: picture, kind: "image" }] },
    };
    await expect(
      sendMessage(scope, message("See?", { attachments: [picture], modelId: otherModel })),
    ).rejects.toMatchObject(refused);
    await expect(
      sendMessage(scope, message("See?", { attachments: [scan], modelId: demoModel })),
    ).rejects.toMatchObject({
      code: "attachment_not_taken",
    });
    await nothingStored(scope, picture);
  });

  test("is refused where they do not fit into the model", async () => {
    const scope = await chat.member();
    await chat.db.owner.query("UPDATE model SET takes = '{image}' WHERE id = 'compatible/small'");
    const picture = await upload(scope, await pictureOf(1_000, 1_000));
    const sent = message("See?", { attachments: [picture], modelId: "compatible/small" });
    await expect(sendMessage(scope, sent)).rejects.toMatchObject({ code: "context_too_long" });
    await nothingStored(scope, picture);
  });

  test("is refused without credits, gives the files back, and can be sent again", async () => {
    const scope = await chat.member({ ucr: 0n });
    const picture = await upload(scope, await pictureOf(10, 10));
    const sent = message("See?", { attachments: [picture] });
    await expect(sendMessage(scope, sent)).rejects.toMatchObject({ code: "insufficient_credits" });
    await nothingStored(scope, picture);
  });

  test("foreign file ids attached (Open WebUI): a colleague's, another organisation's and a missing one answer alike", async () => {
    const scope = await chat.member();
    const colleague = await chat.member({ org: scope.org, role: "admin", ucr: 0n });
    const stranger = await chat.member();
    const own = await upload(scope, textFile("Mine"));
    const foreign = [
      await upload(colleague, textFile("canary of a colleague")),
      await upload(stranger, textFile("canary of a stranger")),
      randomUUID(),
    ];
    const answers = await Promise.all(
      foreign.map((id) =>
        sendMessage(scope, message("Read it", { attachments: [own, id] })).catch((error: unknown) => error),
      ),
    );
    for (const answer of answers) expect(answer).toMatchObject({ code: "not_found", details: { what: "file" } });
    const { chat: procedures } = callerOf(scope);
    expect(await procedures.readAttachments({ fileIds: foreign })).toEqual(
      foreign.map((id) => ({ id, error: { code: "not_found", details: { what: "file" } } })),
    );
    for (const id of foreign) {
      await expect(
        procedures.bound({ modelId: testModel, parentId: null, text: "x", attachments: [id] }),
      ).rejects.toThrow();
    }
    // The second wall: what the service would let through the database refuses, and stores nothing of it.
    const began = scope.sql.query(
      "SELECT chat_attach(b.begun, $4, $14::jsonb) FROM (SELECT chat_begin($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13) AS begun OFFSET 0) b",
      [
        scope.orgId,
        scope.userId,
        randomUUID(),
        randomUUID(),
        randomUUID(),
        null,
        "x",
        1,
        "x",
        testModel,
        "f",
        30,
        1_000,
        JSON.stringify([{ id: foreign[0] }]),
      ],
    );
    await expect(began).rejects.toMatchObject({ code: "CP202" });
    expect(chat.server.requests).toHaveLength(0);
    await nothingStored(scope, own);
  });

  test("files that are together too large for a provider are refused with the limit, and nothing is stored", async () => {
    const scope = await chat.member();
    const pictures = [await upload(scope, await pictureOf(40, 30)), await upload(scope, await pictureOf(30, 40))];
    await chat.db.owner.query("UPDATE stored_file SET size = 10485761 WHERE id = ANY ($1)", [pictures]);
    await expect(sendMessage(scope, message("Look", { attachments: pictures }))).rejects.toMatchObject({
      code: "attachments_too_large",
      details: { bytes: 20_971_522, allowedBytes: 20_971_520 },
    });
    await nothingStored(scope, pictures[0] ?? "");
    await (await sendAndRead(scope, message("Look", { attachments: pictures.slice(0, 1) }))).bytes;
  });

  test("a document that cannot be read says why, and is not opened again to find out", async () => {
    const scope = await chat.member();
    const broken = await upload(scope, { ...pdf("x"), bytes: new Uint8Array(Buffer.from("%PDF-1.4 nothing")) });
    const wrong = { code: "attachment_unreadable", details: { reason: "broken" } };
    const { chat: procedures } = callerOf(scope);
    expect(await procedures.readAttachments({ fileIds: [broken] })).toEqual([{ id: broken, error: wrong }]);
    await scope.ports.files.delete([`files/${broken}/0`]);
    await expect(sendMessage(scope, message("Read it", { attachments: [broken] }))).rejects.toMatchObject(wrong);
    await nothingStored(scope, broken);
  });

  test("a file that is not ready, or was deleted, is missing too", async () => {
    const scope = await chat.member();
    const file = await upload(scope, textFile("Gone"));
    await chat.db.owner.query("UPDATE stored_file SET state = 'deleted', deleted_at = now() WHERE id = $1", [file]);
    await expect(sendMessage(scope, message("Read it", { attachments: [file] }))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("the same id with other files is another request", async () => {
    const scope = await chat.member();
    const [one, two] = [await upload(scope, textFile("One")), await upload(scope, textFile("Two"))];
    const sent = message("Read it", { attachments: [one] });
    await (await sendAndRead(scope, sent)).bytes;
    await expect(sendMessage(scope, { ...sent, attachments: [two] })).rejects.toMatchObject({
      code: "request_conflict",
    });
  });
});

describe("files of earlier messages", () => {
  test("are sent again, also with another answer and with an edited question that keeps them", async () => {
    const scope = await chat.member();
    const picture = await upload(scope, await pictureOf(40, 30));
    const first = message("See?", { attachments: [picture] });
    await (await sendAndRead(scope, first)).bytes;
    const { conversationId } = first;
    await (await sendAndRead(scope, message("And now?", { conversationId, parentId: first.answerId }))).bytes;
    const isPicture = { type: "image_url" };
    expect(chat.server.requests.at(-1)?.body.messages).toMatchObject([
      { role: "system" },
      { role: "user", content: [isPicture, { type: "text" }] },
      { role: "assistant" },
      { role: "user" },
    ]);
    const again = {
      intent: "regenerate" as const,
      conversationId,
      messageId: first.messageId,
      answerId: randomUUID(),
      modelId: testModel,
    };
    await (await sendAndRead(scope, again)).bytes;
    expect(lastContent()).toMatchObject([isPicture, { type: "text", text: "See?" }]);
    const kept = message("See it?", { intent: "edit", conversationId, attachments: [picture] });
    await (await sendAndRead(scope, kept)).bytes;
    expect(lastContent()).toMatchObject([isPicture, { type: "text", text: "See it?" }]);
    const removed = message("See it?", { intent: "edit", conversationId });
    await (await sendAndRead(scope, removed)).bytes;
    expect(lastContent()).toBe("See it?");
  });

  test("that the model does not read are left out, and the answer says how many", async () => {
    const scope = await chat.member();
    const first = message("See?", {
      attachments: [await upload(scope, await pictureOf(40, 30)), await upload(scope, recording())],
    });
    await (await sendAndRead(scope, first)).bytes;
    const { conversationId } = first;
    const next = message("And now?", { conversationId, parentId: first.answerId, modelId: otherModel });
    const [start] = await (await sendAndRead(scope, next)).events;
    expect(start).toMatchObject({ messageMetadata: { leftOutFiles: 1 } });
    expect(JSON.stringify(chat.server.requests.at(-1)?.body)).toContain(
      '\\"pier.png\\", is attached here. It is not sent',
    );
    const { messages } = await callerOf(scope).chat.get({ conversationId });
    expect(messages.find(({ id }) => id === next.answerId)).toMatchObject({ leftOutFiles: 1, droppedMessages: 0 });
    const again = {
      intent: "regenerate" as const,
      conversationId,
      messageId: first.messageId,
      answerId: randomUUID(),
      modelId: otherModel,
    };
    await expect(sendMessage(scope, again)).rejects.toMatchObject({ code: "attachment_not_taken" });
  });

  test("that were deleted meanwhile are left out; a question of their own cannot be asked again", async () => {
    const scope = await chat.member();
    const [picture, notes] = [await upload(scope, await pictureOf(40, 30)), await upload(scope, textFile("Gone soon"))];
    const first = message("See?", { attachments: [picture, notes] });
    await (await sendAndRead(scope, first)).bytes;
    for (const id of [picture, notes]) {
      await chat.db.owner.query("UPDATE stored_file SET state = 'deleted', deleted_at = now() WHERE id = $1", [id]);
    }
    const { conversationId } = first;
    const next = message("And now?", { conversationId, parentId: first.answerId });
    const [start] = await (await sendAndRead(scope, next)).events;
    expect(start).toMatchObject({ messageMetadata: { leftOutFiles: 2 } });
    expect(JSON.stringify(chat.server.requests.at(-1)?.body)).not.toContain("Gone soon");
    const again = { intent: "regenerate" as const, conversationId, answerId: randomUUID(), modelId: testModel };
    await expect(sendMessage(scope, { ...again, messageId: first.messageId })).rejects.toMatchObject({
      code: "not_found",
      details: { what: "file" },
    });
    const { messages } = await callerOf(scope).chat.get({ conversationId });
    expect(messages.filter(({ role }) => role === "assistant")).toHaveLength(2);
  });

  test("cost nothing to look for where there are none: as many statements as before", async () => {
    const scope = await chat.member();
    await (await sendAndRead(scope, message("Warm"))).bytes;
    const seen: string[] = [];
    const sql = {
      query: <R extends object>(text: string, values?: unknown[]) => {
        seen.push(text);
        return scope.sql.query<R>(text, values);
      },
    };
    let transactions = 0;
    const inOrg: OrgScope["inOrg"] = (work) => {
      transactions += 1;
      return scope.inOrg(work);
    };
    await (await sendAndRead({ ...scope, sql, inOrg }, message("Plain"))).bytes;
    expect(transactions).toBe(0);
    expect(seen.filter((text) => text.includes("chat_begin"))).toEqual([expect.not.stringContaining("chat_attach")]);
  });
});

describe("deleting a conversation", () => {
  test("deletes its files, but none that another conversation shows, and what was read out of them", async () => {
    const scope = await chat.member();
    const [shared, own] = [await upload(scope, textFile("Shared")), await upload(scope, textFile("Own"))];
    const first = message("One", { attachments: [shared, own] });
    const second = message("Two", { attachments: [shared] });
    for (const sent of [first, second]) await (await sendAndRead(scope, sent)).bytes;
    const before = await chat.charges(scope);
    await callerOf(scope).chat.remove({ conversationId: first.conversationId });
    expect(await claimed(own)).toMatchObject({ state: "deleted" });
    expect(await claimed(shared)).toEqual({ state: "ready", claimed: true });
    await callerOf(scope).chat.remove({ conversationId: second.conversationId });
    expect(await claimed(shared)).toMatchObject({ state: "deleted" });
    const { rows } = await chat.db.owner.query("SELECT FROM file_content WHERE file_id = ANY ($1)", [[shared, own]]);
    expect(rows).toHaveLength(0);
    expect(await chat.charges(scope)).toEqual(before);
  });

  test("in two at once gives up the file that both show", async () => {
    const scope = await chat.member();
    const file = await upload(scope, textFile("Shared"));
    const sent = [message("One", { attachments: [file] }), message("Two", { attachments: [file] })];
    for (const each of sent) await (await sendAndRead(scope, each)).bytes;
    await Promise.all(sent.map(({ conversationId }) => callerOf(scope).chat.remove({ conversationId })));
    expect(await claimed(file)).toMatchObject({ claimed: false });
  });
});
