import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OrgScope } from "~/server/context";
import { callerOf } from "~/testing/caller";
import type { ChatEvent } from "../chat.schema";
import { costBound } from "../cost-bound";
import { type ChatFixture, message, otherModel, startChat, testModel } from "../testing/chat-fixture";
import { sendAndRead } from "../testing/read-stream";
import { watchChat } from "./watch-chat.service";

let chat: ChatFixture;

beforeAll(async () => {
  chat = await startChat();
});
beforeEach(() => chat.server.reset());
afterAll(async () => {
  expect(await chat.close()).toEqual([]);
});

async function talk(scope: OrgScope, text: string, answer = "Fine."): Promise<ReturnType<typeof message>> {
  chat.server.next({ text: answer });
  const sent = message(text);
  await (await sendAndRead(scope, sent)).bytes;
  return sent;
}

describe("the list of conversations", () => {
  test("is the person's own, newest first, page by page, with what each came to", async () => {
    const scope = await chat.member();
    const colleague = await chat.member({ org: scope.org, role: "member" });
    const sent: ReturnType<typeof message>[] = [];
    for (const text of ["One", "Two", "Three"]) sent.push(await talk(scope, text));
    await talk(colleague, "Not yours");
    const { chat: procedures } = callerOf(scope);
    const first = await procedures.list({ limit: 2 });
    expect(first.items.map(({ title }) => title)).toEqual(["Three", "Two"]);
    const charged = (await chat.charges(scope)).find(({ messageId }) => messageId === sent[2]?.answerId);
    expect(first.items[0]).toMatchObject({
      totalUcr: charged?.ucr,
      isRunning: false,
      titleState: "pending",
      modelId: testModel,
    });
    const second = await procedures.list({ limit: 2, cursor: first.nextCursor });
    expect(second).toMatchObject({ pinned: [], items: [{ title: "One" }], nextCursor: null });
    await expect(procedures.list({ cursor: "nonsense" })).rejects.toThrow("bad_input");
  });

  test("shows pinned ones apart", async () => {
    const scope = await chat.member();
    const [first] = [await talk(scope, "Pinned"), await talk(scope, "Other")];
    const { chat: procedures } = callerOf(scope);
    await procedures.pin({ conversationId: first.conversationId, isPinned: true });
    expect(await procedures.list({})).toMatchObject({ pinned: [{ title: "Pinned" }], items: [{ title: "Other" }] });
    await procedures.pin({ conversationId: first.conversationId, isPinned: false });
    expect((await procedures.list({})).pinned).toEqual([]);
  });

  test("is searched by title and by what was said, in any script, and % and _ stand for themselves", async () => {
    const scope = await chat.member();
    await talk(scope, "Ставка до Роттердама", "Ответ: 310 евро.");
    await talk(scope, "100% sure", "a_b");
    const { chat: procedures } = callerOf(scope);
    const found = async (search: string) => (await procedures.list({ search })).items.map(({ title }) => title);
    expect(await found("роттердам")).toEqual(["Ставка до Роттердама"]);
    expect(await found("310 евро")).toEqual(["Ставка до Роттердама"]);
    expect(await found("100%")).toEqual(["100% sure"]);
    expect(await found("%%")).toEqual([]);
    expect(await found("a_b")).toEqual(["100% sure"]);
    expect(await found("axb")).toEqual([]);
    await expect(procedures.list({ search: "nul \u0000" })).rejects.toThrow();
  });
});

describe("a conversation", () => {
  test("is shown with its whole tree, each answer's receipt, and the branch last chosen", async () => {
    const scope = await chat.member();
    const first = await talk(scope, "Hello", "Hello to you.");
    const again = {
      intent: "regenerate" as const,
      conversationId: first.conversationId,
      messageId: first.messageId,
      answerId: randomUUID(),
      modelId: otherModel,
    };
    chat.server.next({ text: "Once more." });
    await (await sendAndRead(scope, again)).bytes;
    const { chat: procedures } = callerOf(scope);
    const view = await procedures.get({ conversationId: first.conversationId });
    expect(view.messages).toMatchObject([
      { id: first.messageId, role: "user", parentId: null, parts: [{ type: "text", text: "Hello" }], receipt: null },
      {
        id: first.answerId,
        role: "assistant",
        parentId: first.messageId,
        modelId: testModel,
        finishReason: "stop",
        receipt: { state: "final", outputTokens: 3, isEstimated: false },
      },
      {
        id: again.answerId,
        parentId: first.messageId,
        modelId: otherModel,
        parts: [{ type: "text", text: "Once more." }],
      },
    ]);
    const sum = (await chat.charges(scope)).reduce((total, { ucr }) => total + ucr, 0n);
    expect(view.conversation).toMatchObject({ activeLeafId: again.answerId, totalUcr: sum });
    await procedures.setBranch({ conversationId: first.conversationId, leafId: first.answerId });
    expect((await procedures.get({ conversationId: first.conversationId })).conversation.activeLeafId).toBe(
      first.answerId,
    );
    const other = await talk(scope, "Elsewhere");
    await expect(
      procedures.setBranch({ conversationId: first.conversationId, leafId: other.answerId }),
    ).rejects.toThrow("not_found");
  });

  test("is renamed by its person for good, and removed with its messages but not its charges", async () => {
    const scope = await chat.member();
    const sent = await talk(scope, "Name me");
    const { chat: procedures } = callerOf(scope);
    expect(await procedures.rename({ conversationId: sent.conversationId, title: "  My name " })).toMatchObject({
      title: "My name",
      titleState: "named",
    });
    await expect(procedures.rename({ conversationId: sent.conversationId, title: "  " })).rejects.toThrow();
    const [charge] = await chat.charges(scope);
    expect(await procedures.remove({ conversationId: sent.conversationId })).toEqual({
      messages: 2,
      chargedUcr: charge?.ucr,
    });
    await expect(procedures.get({ conversationId: sent.conversationId })).rejects.toThrow("not_found");
    expect(await chat.messages(scope)).toEqual([]);
    expect(await chat.charges(scope)).toHaveLength(1);
  });

  test("of somebody else answers like a missing one, to strangers, colleagues and their owners", async () => {
    const scope = await chat.member({ role: "owner" });
    const member = await chat.member({ org: scope.org, role: "member" });
    const theirs = await talk(member, "Private");
    for (const reader of [scope, await chat.member()]) {
      const { chat: procedures } = callerOf(reader);
      const { conversationId } = theirs;
      for (const attempt of [
        () => procedures.get({ conversationId }),
        () => procedures.rename({ conversationId, title: "Mine" }),
        () => procedures.pin({ conversationId, isPinned: true }),
        () => procedures.setBranch({ conversationId, leafId: theirs.answerId }),
        () => procedures.remove({ conversationId }),
        () => procedures.receipt({ messageId: theirs.answerId }),
        () => procedures.bound({ modelId: testModel, parentId: theirs.answerId, text: "x" }),
      ]) {
        await expect(attempt()).rejects.toThrow("not_found");
      }
      expect((await procedures.list({ search: "Private" })).items).toEqual([]);
    }
    expect((await callerOf(member).chat.get({ conversationId: theirs.conversationId })).conversation.title).toBe(
      "Private",
    );
  });

  test("a viewer reads and changes nothing", async () => {
    const scope = await chat.member({ role: "viewer" });
    const { chat: procedures } = callerOf(scope);
    expect((await procedures.list({})).items).toEqual([]);
    await expect(procedures.rename({ conversationId: randomUUID(), title: "x" })).rejects.toThrow("forbidden");
    await expect(procedures.remove({ conversationId: randomUUID() })).rejects.toThrow("forbidden");
  });
});

describe("a receipt", () => {
  test("shows tokens by kind, rates, cost, markup and balance as they were when it was charged", async () => {
    const scope = await chat.member();
    chat.server.next({ text: "One two three.", usage: { input: 100, output: 30, cacheRead: 40, reasoning: 10 } });
    const sent = message("Receipt");
    await (await sendAndRead(scope, sent)).bytes;
    const receipt = await callerOf(scope).chat.receipt({ messageId: sent.answerId });
    expect(receipt).toMatchObject({ state: "final", conversationId: sent.conversationId, totalUcr: 130n });
    expect(receipt.charges).toMatchObject([
      {
        modelId: testModel,
        lines: [
          { kind: "input", tokens: 60n, pusdPerToken: 20_000n, costPusd: 1_200_000n },
          { kind: "cacheRead", tokens: 40n },
          { kind: "output", tokens: 20n },
          { kind: "reasoning", tokens: 10n },
        ],
        costPusd: 2_600_000n,
        markup: {
          mode: "graduated",
          multiplierBp: 10_000,
          fromCostPusd: 0n,
          isTiered: false,
          creditPricePusd: 20_000_000_000n,
        },
        markedUpPusd: 2_600_000n,
        chargedUcr: 130n,
        balanceAfterUcr: 10_000_000n - 130n,
        basis: "provider",
        priceVersion: 1,
        markupVersion: 1,
        corrections: [],
      },
    ]);
    expect(receipt.charges[0]?.number).toBe(2n);
  });
});

describe("the bound of the cost", () => {
  test("is never below what is held, counted by the server and estimated by the client", async () => {
    const scope = await chat.member();
    const first = await talk(scope, "How long is this? ".repeat(20), "Rather long. ".repeat(30));
    const text = "And in Russian: сколько это стоит? ".repeat(10);
    const { chat: procedures } = callerOf(scope);
    const bound = await procedures.bound({ modelId: testModel, parentId: first.answerId, text });
    const models = await procedures.models();
    const model = models.find(({ id }) => id === testModel);
    if (model === undefined) throw new Error("no model");
    const { messages } = await procedures.get({ conversationId: first.conversationId });
    const history = { tokens: messages.reduce((sum, { tokens }) => sum + tokens, 0), messages: messages.length };
    const estimate = costBound(model, history, text);
    chat.server.setStandard({ tokens: 30, msPerToken: 10 });
    const reader = await sendAndRead(
      scope,
      message(text, { conversationId: first.conversationId, parentId: first.answerId }),
    );
    const { rows } = await chat.db.owner.query<{ amount_ucr: string }>(
      "SELECT amount_ucr FROM usage_hold WHERE org_id = $1 AND closed_at IS NULL",
      [scope.orgId],
    );
    const held = BigInt(rows[0]?.amount_ucr ?? 0);
    expect(held).toBeGreaterThan(0n);
    expect(bound.upToUcr).toBeGreaterThanOrEqual(held);
    expect(estimate.upToUcr).toBeGreaterThanOrEqual(held);
    expect(Number(estimate.upToUcr)).toBeLessThan(Number(held) * 1.2);
    await reader.bytes;
  });
});

test("models are those that a provider serves, that are enabled and that have a price", async () => {
  const scope = await chat.member();
  await chat.db.owner.query(
    "INSERT INTO model (id, provider, display_name, kind, context_window, max_output_tokens, position) VALUES ('compatible/unpriced', 'compatible', 'Unpriced', 'chat', 1000, 100, 9), ('other/served-by-nobody', 'other', 'Nobody', 'chat', 1000, 100, 9)",
  );
  const ids = (await callerOf(scope).chat.models()).map(({ id }) => id);
  expect(ids.toSorted()).toEqual(["compatible/other", "compatible/small", "compatible/test", "demo/counterpart-demo"]);
});

test("a model that is no longer offered keeps its name in what it wrote", async () => {
  const scope = await chat.member();
  chat.server.setStandard({ tokens: 3 });
  const sent = message("Who are you?", { modelId: otherModel });
  await (await sendAndRead(scope, sent)).bytes;
  await chat.db.owner.query("UPDATE model SET enabled = false, display_name = 'The Other One' WHERE id = $1", [
    otherModel,
  ]);
  try {
    const caller = callerOf(scope).chat;
    expect((await caller.models()).map(({ id }) => id)).not.toContain(otherModel);
    const { modelNames } = await caller.get({ conversationId: sent.conversationId });
    expect(modelNames).toEqual({ [otherModel]: "The Other One" });
    const receipt = await caller.receipt({ messageId: sent.answerId });
    expect(receipt.charges[0]?.modelName).toBe("The Other One");
  } finally {
    await chat.db.owner.query("UPDATE model SET enabled = true WHERE id = $1", [otherModel]);
  }
});

test("other tabs of the person are told what happens, and nobody else is", async () => {
  const scope = await chat.member();
  const colleague = await chat.member({ org: scope.org, role: "member" });
  const over = new AbortController();
  const heard = new Map<string, ChatEvent[]>();
  const listening = [scope, colleague].map(async (each) => {
    const events: ChatEvent[] = [];
    heard.set(each.userId, events);
    const headers = new Headers({ "x-test-subject": each.identity.subject });
    for await (const event of watchChat(chat.via(chat.otherProcess(), each), headers, over.signal)) {
      if (event.type !== "resync") events.push(event);
    }
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const sent = await talk(scope, "Tell my tabs");
  await callerOf(scope).chat.rename({ conversationId: sent.conversationId, title: "Told" });
  await new Promise((resolve) => setTimeout(resolve, 300));
  over.abort();
  await Promise.all(listening);
  expect(heard.get(scope.userId)?.map((event) => event.type === "conversation" && event.change)).toEqual([
    "running",
    "finished",
    "changed",
  ]);
  expect(heard.get(colleague.userId)).toEqual([]);
});
