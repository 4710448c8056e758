import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SendInput } from "../chat-stream.schema";
import { type ChatFixture, message, otherModel, startChat } from "../testing/chat-fixture";
import { resume, sendAndRead } from "../testing/read-stream";
import { sendMessage } from "./send-message.service";

let chat: ChatFixture;

beforeAll(async () => {
  chat = await startChat();
});
beforeEach(() => chat.server.reset());
afterAll(async () => {
  expect(await chat.close()).toEqual([]);
});

describe("a message", () => {
  test("is stored, answered, and charged once, to the token", async () => {
    const scope = await chat.member();
    chat.server.next({ text: "The rate is 310 EUR." });
    const sent = message("What is the rate?");
    const { events, text } = await sendAndRead(scope, sent);
    expect(await text).toBe("The rate is 310 EUR.");
    const all = await events;
    expect(all[0]).toMatchObject({ type: "start", messageId: sent.answerId });
    const [charge, ...others] = await chat.charges(scope);
    expect(others).toEqual([]);
    expect(charge).toMatchObject({ basis: "provider", output: 5, messageId: sent.answerId });
    const chargedUcr = charge?.ucr ?? 0n;
    expect(all.at(-1)).toMatchObject({
      type: "finish",
      messageMetadata: { finishReason: "stop", chargedUcr: `${chargedUcr}`, balanceUcr: `${10_000_000n - chargedUcr}` },
    });
    expect(await chat.messages(scope)).toMatchObject([
      { id: sent.messageId, role: "user", status: "complete", text: "What is the rate?" },
      { id: sent.answerId, role: "assistant", status: "complete", text: "The rate is 310 EUR." },
    ]);
    expect(await chat.openHolds(scope)).toBe(0);
  });

  test("sent fifty times at once gets one answer, the same bytes for everybody, and one charge", async () => {
    const scope = await chat.member();
    chat.server.setStandard({ tokens: 30, msPerToken: 3 });
    const sent = message("Once");
    const readers = await Promise.all(Array.from({ length: 50 }, () => sendAndRead(scope, sent)));
    const bytes = await Promise.all(readers.map((reader) => reader.bytes));
    expect(new Set(bytes).size).toBe(1);
    expect(await chat.charges(scope)).toHaveLength(1);
    expect(chat.server.requests).toHaveLength(1);
    expect(await chat.messages(scope)).toHaveLength(2);
  });

  test("sent to two processes at once gets one answer and one charge", async () => {
    const scope = await chat.member();
    const elsewhere = chat.via(chat.otherProcess(), scope);
    chat.server.setStandard({ tokens: 20, msPerToken: 5 });
    const sent = message("Once");
    const readers = await Promise.all([scope, elsewhere, scope, elsewhere].map((each) => sendAndRead(each, sent)));
    const bytes = await Promise.all(readers.map((reader) => reader.bytes));
    expect(new Set(bytes).size).toBe(1);
    expect(await chat.charges(scope)).toHaveLength(1);
  });

  test("sent again after its answer is finished replays it, and is not charged again", async () => {
    const scope = await chat.member();
    const sent = message("Once");
    const first = await (await sendAndRead(scope, sent)).bytes;
    expect(await (await sendAndRead(scope, sent)).bytes).toBe(first);
    expect(await chat.charges(scope)).toHaveLength(1);
  });

  test("with a known id and another body is a conflict, while it runs and afterwards", async () => {
    const scope = await chat.member();
    chat.server.setStandard({ tokens: 20, msPerToken: 10 });
    const sent = message("One thing");
    const running = await sendAndRead(scope, sent);
    const other = { ...sent, text: "Another thing" };
    await expect(sendMessage(scope, other)).rejects.toMatchObject({ code: "request_conflict" });
    await running.bytes;
    await expect(sendMessage(scope, other)).rejects.toMatchObject({ code: "request_conflict" });
    const reusedQuestion = { ...sent, answerId: randomUUID(), text: "Third thing" };
    await expect(sendMessage(scope, reusedQuestion)).rejects.toMatchObject({ code: "request_conflict" });
    expect(await chat.charges(scope)).toHaveLength(1);
  });

  test("is refused while another answer of the conversation is being written", async () => {
    const scope = await chat.member();
    chat.server.setStandard({ tokens: 20, msPerToken: 10 });
    const sent = message("First");
    const running = await sendAndRead(scope, sent);
    const second = message("Second", { conversationId: sent.conversationId });
    await expect(sendMessage(scope, second)).rejects.toMatchObject({
      code: "answer_in_progress",
      details: { answerId: sent.answerId },
    });
    await running.bytes;
    await (await sendAndRead(scope, second)).bytes;
    expect(await chat.charges(scope)).toHaveLength(2);
  });
});

describe("branches", () => {
  test("a regenerated answer and an edited question are siblings, and the model is told their own branch", async () => {
    const scope = await chat.member();
    const first = message("What is A?");
    chat.server.next({ text: "A is one." });
    await (await sendAndRead(scope, first)).bytes;
    const again: SendInput = {
      intent: "regenerate",
      conversationId: first.conversationId,
      messageId: first.messageId,
      answerId: randomUUID(),
      modelId: otherModel,
    };
    chat.server.next({ text: "A is two." });
    await (await sendAndRead(scope, again)).bytes;
    const followUp = message("And B?", { conversationId: first.conversationId, parentId: again.answerId });
    chat.server.next({ text: "B is three." });
    await (await sendAndRead(scope, followUp)).bytes;
    expect(saidTo(chat.server.requests.at(-1)?.body)).toEqual(["What is A?", "A is two.", "And B?"]);
    const edited = message("And C?", {
      intent: "edit",
      conversationId: first.conversationId,
      parentId: first.answerId,
    });
    chat.server.next({ text: "C is four." });
    await (await sendAndRead(scope, edited)).bytes;
    expect(saidTo(chat.server.requests.at(-1)?.body)).toEqual(["What is A?", "A is one.", "And C?"]);
    expect(await chat.messages(scope)).toHaveLength(7);
    expect(await chat.charges(scope)).toHaveLength(4);
  });

  test("what no longer fits into the model's context is dropped from the oldest on, and said", async () => {
    const scope = await chat.member();
    chat.server.setStandard({ text: "word ".repeat(60).trim() });
    let parentId: string | null = null;
    const conversationId = randomUUID();
    let last: { dropped: number | undefined; told: string[] } = { dropped: 0, told: [] };
    for (let turn = 0; turn < 6; turn += 1) {
      const sent = message(`Question ${turn}`, { conversationId, parentId, modelId: "compatible/small" });
      const [start] = await (await sendAndRead(scope, sent)).events;
      const dropped =
        start?.type === "start" && isMetadata(start.messageMetadata) ? start.messageMetadata.droppedMessages : 0;
      last = { dropped, told: saidTo(chat.server.requests.at(-1)?.body) };
      parentId = sent.answerId;
    }
    expect(last.dropped).toBeGreaterThan(0);
    expect(last.told.at(0)).toMatch(/^Question \d/);
    expect(last.told.at(-1)).toBe("Question 5");
    expect(last.told.length + (last.dropped ?? 0)).toBe(11);
  });
});

describe("a refusal leaves nothing behind:", () => {
  test("no credits: 402 with every check of the gate, and nothing stored, sent or charged", async () => {
    const scope = await chat.member({ ucr: 10n });
    const sent = message("Hello");
    await expect(sendMessage(scope, sent)).rejects.toMatchObject({
      code: "insufficient_credits",
      details: { checks: { balance: { availableUcr: "10" } } },
    });
    await expectNothing(scope);
    // The same message can be sent once there are credits: its ids are not burnt.
    const { rows } = await chat.db.owner.query(
      "SELECT FROM ledger_grant($1, 'promo', 'more', 1000000, NULL, NULL, NULL)",
      [scope.orgId],
    );
    expect(rows).toHaveLength(1);
    await (await sendAndRead(scope, sent)).bytes;
    expect(await chat.charges(scope)).toHaveLength(1);
  });

  test("of a later message: the conversation is as it was before", async () => {
    const scope = await chat.member({ ucr: 400n });
    chat.server.next({ tokens: 150 });
    const first = message("Hello");
    await (await sendAndRead(scope, first)).bytes;
    const before = await conversationRow(first.conversationId);
    const second = message("More of it ".repeat(60), {
      conversationId: first.conversationId,
      parentId: first.answerId,
    });
    await expect(sendMessage(scope, second)).rejects.toMatchObject({ code: "insufficient_credits" });
    expect(await conversationRow(first.conversationId)).toEqual(before);
    expect(await chat.messages(scope)).toHaveLength(2);
  });

  test("an unknown model, a text that no context holds", async () => {
    const scope = await chat.member();
    await expect(sendMessage(scope, message("Hello", { modelId: "compatible/none" }))).rejects.toMatchObject({
      code: "unknown_model",
    });
    const long = message("word ".repeat(2_000), { modelId: "compatible/small" });
    await expect(sendMessage(scope, long)).rejects.toMatchObject({ code: "context_too_long" });
    await expectNothing(scope);
  });

  test("a viewer", async () => {
    const scope = await chat.member({ role: "viewer" });
    await expect(sendMessage(scope, message("Hello"))).rejects.toMatchObject({ code: "forbidden" });
    await expectNothing(scope);
  });

  test("somebody else's conversation or message, of another organisation or of a colleague, is like a missing one", async () => {
    const owner = await chat.member();
    const theirs = message("Private");
    await (await sendAndRead(owner, theirs)).bytes;
    const stranger = await chat.member();
    const colleague = await chat.member({ org: owner.org, role: "admin" });
    for (const scope of [stranger, colleague]) {
      const attempts: SendInput[] = [
        message("Mine", { conversationId: theirs.conversationId, parentId: theirs.answerId }),
        message("Mine", { conversationId: theirs.conversationId }),
        message("Mine", { parentId: theirs.answerId }),
        {
          intent: "regenerate",
          conversationId: theirs.conversationId,
          messageId: theirs.messageId,
          answerId: randomUUID(),
          modelId: otherModel,
        },
      ];
      for (const attempt of attempts)
        await expect(sendMessage(scope, attempt)).rejects.toMatchObject({ code: "not_found" });
      const tab = resume(scope, theirs.answerId);
      await expect(tab).rejects.toMatchObject({ code: "not_found" });
      await expect(sendMessage(scope, { ...message("Mine"), messageId: theirs.messageId })).rejects.toMatchObject({
        code: "request_conflict",
      });
      await expect(sendMessage(scope, { ...message("Mine"), answerId: theirs.answerId })).rejects.toMatchObject({
        code: "request_conflict",
      });
    }
    expect(await chat.messages(owner)).toHaveLength(2);
    await expectNothing(stranger);
  });

  async function expectNothing(scope: { orgId: string }): Promise<void> {
    const { rows } = await chat.db.owner.query<Record<string, number>>(
      `SELECT (SELECT count(*)::int FROM conversation WHERE org_id = $1) AS conversations, (SELECT count(*)::int FROM chat_message WHERE org_id = $1) AS messages,
        (SELECT count(*)::int FROM usage_charge WHERE org_id = $1) AS charges, (SELECT held_ucr::int FROM credit_account WHERE org_id = $1) AS held`,
      [scope.orgId],
    );
    expect(rows[0]).toEqual({ conversations: 0, messages: 0, charges: 0, held: 0 });
  }

  async function conversationRow(id: string): Promise<unknown> {
    const { rows } = await chat.db.owner.query(
      "SELECT title, active_leaf_id, model_id FROM conversation WHERE id = $1",
      [id],
    );
    return rows[0];
  }
});

describe("an answer that the credits do not last for", () => {
  test("ends where they end, says so, and is paid for", async () => {
    const scope = await chat.member({ ucr: 200n });
    chat.server.next({ tokens: 40, finishReason: "length" });
    const last = (await (await sendAndRead(scope, message("Hi"))).events).at(-1);
    expect(last).toMatchObject({ type: "finish", messageMetadata: { finishReason: "credits" } });
    const asked =
      chat.server.requests.at(-1)?.body.max_tokens ?? chat.server.requests.at(-1)?.body.max_completion_tokens;
    expect(Number(asked)).toBeLessThan(200);
    expect(await chat.charges(scope)).toHaveLength(1);
  });
});

describe("a provider that fails", () => {
  test("before the first word: the question stays, the answer says what happened, nothing is charged", async () => {
    const scope = await chat.member();
    chat.server.setStandard({ status: 401 });
    const sent = message("Hello");
    const last = (await (await sendAndRead(scope, sent)).events).at(-1);
    expect(last?.type).toBe("error");
    expect(await chat.messages(scope)).toMatchObject([{ status: "complete" }, { status: "failed", text: "" }]);
    expect(await chat.charges(scope)).toEqual([]);
    expect(await chat.openHolds(scope)).toBe(0);
  });

  test("in the middle: what came is kept, shown and charged", async () => {
    const scope = await chat.member();
    chat.server.next({ tokens: 20, cutAfter: 8, msPerToken: 5 });
    const { events, text } = await sendAndRead(scope, message("Hello"));
    const shown = await text;
    expect(shown.split(" ")).toHaveLength(8);
    expect((await events).at(-1)?.type).toBe("error");
    expect((await chat.messages(scope))[1]).toMatchObject({ status: "failed", text: shown });
    expect(await chat.charges(scope)).toMatchObject([{ basis: "stream_estimate" }]);
  });
});

function saidTo(body: Record<string, unknown> | undefined): string[] {
  const messages = Array.isArray(body?.messages) ? body.messages : [];
  return messages
    .slice(1)
    .map((said: { content: unknown }) =>
      typeof said.content === "string" ? said.content : JSON.stringify(said.content),
    );
}

function isMetadata(value: unknown): value is { droppedMessages?: number } {
  return typeof value === "object" && value !== null;
}
