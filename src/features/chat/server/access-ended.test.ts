import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { countTokens } from "~/adapters/models/tokenizer";
import { notFound } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import { parseStreamError } from "../chat-stream.schema";
import { type ChatFixture, message, startChat } from "../testing/chat-fixture";
import { sendAndRead } from "../testing/read-stream";
import { answerResponse } from "./answer-response";
import { forgetMember } from "./forget-member.job";
import { sendMessage } from "./send-message.service";

let chat: ChatFixture;

beforeAll(async () => {
  chat = await startChat();
});
beforeEach(() => chat.server.reset());
afterAll(async () => {
  expect(await chat.close()).toEqual([]);
});

/** The provider writes for ten seconds unless it is stopped. */
const slowly = { tokens: 1_000, msPerToken: 10 };

const endings: { why: string; statement: string }[] = [
  { why: "removed", statement: "DELETE FROM membership WHERE org_id = $1 AND user_id = $2" },
  { why: "role", statement: "UPDATE membership SET role = 'viewer' WHERE org_id = $1 AND user_id = $2" },
  {
    why: "suspended",
    statement:
      "UPDATE app_user_account SET suspended_at = now(), suspended_reason = 'x' WHERE id = $2 AND $1::uuid IS NOT NULL",
  },
  {
    why: "org_suspended",
    statement:
      "UPDATE organization SET suspended_at = now(), suspended_reason = 'x' WHERE id = $1 AND $2::uuid IS NOT NULL",
  },
  {
    why: "org_deleted",
    statement:
      "UPDATE organization SET delete_after = now() + interval '7 days' WHERE id = $1 AND $2::uuid IS NOT NULL",
  },
];

describe("an answer ends within a second, is stored and charged as far as it was delivered, and says why", () => {
  test.each(endings)("$why", async ({ why, statement }) => {
    const owner = await chat.member();
    const scope = await chat.member({ org: owner.org, role: "member", ucr: 0n });
    chat.server.setStandard(slowly);
    const sent = message("Take my right away");
    const reader = await sendAndRead(scope, sent);
    await sleep(300);
    const since = performance.now();
    await chat.db.owner.query(statement, [scope.orgId, scope.userId]);
    await providerStopped(since);
    const shown = await reader.text;
    expect(shown.length).toBeGreaterThan(0);
    const last = (await reader.events).at(-1);
    expect(last?.type === "error" && parseStreamError(last.errorText)).toMatchObject({
      code: "access_ended",
      details: { why },
    });
    const charges = await chat.charges(scope);
    expect(charges).toHaveLength(1);
    expect(charges[0]).toMatchObject({ basis: "stream_estimate", output: countTokens(shown) });
    expect(await stored(scope, sent.answerId)).toEqual({
      status: "failed",
      text: shown,
      error_code: "access_ended",
      error_details: { why },
    });
    expect(await chat.openHolds(scope)).toBe(0);
  });
});

test("the answers of whoever stays go on", async () => {
  const owner = await chat.member();
  const stays = await chat.member({ org: owner.org, role: "member", ucr: 0n });
  const goes = await chat.member({ org: owner.org, role: "member", ucr: 0n });
  chat.server.setStandard({ tokens: 80, msPerToken: 10 });
  const [kept, lost] = await Promise.all([sendAndRead(stays, message("I stay")), sendAndRead(goes, message("I go"))]);
  await chat.db.owner.query("DELETE FROM membership WHERE user_id = $1", [goes.userId]);
  expect((await lost.events).at(-1)?.type).toBe("error");
  expect((await kept.text).split(" ")).toHaveLength(80);
  expect((await kept.events).at(-1)?.type).toBe("finish");
});

test("a reader who may not read on is told that access ended, and comes back for nothing", async () => {
  const scope = await chat.member();
  chat.server.setStandard(slowly);
  const source = await sendMessage(scope, message("Read me no more"));
  const response = await answerResponse(source, {
    after: 0,
    requestId: "test",
    recheckMs: 50,
    mayStillRead: () => Promise.reject(notFound("organization")),
  });
  const text = await response.text();
  expect(text).toContain("access_ended");
  expect(text.trimEnd().endsWith("data: [DONE]")).toBe(true);
});

test("what a removed member had said is deleted where that was chosen, and what they say after they return is not", async () => {
  const owner = await chat.member();
  const member = await chat.member({ org: owner.org, role: "member", ucr: 0n });
  for (const scope of [owner, member, member]) await (await sendAndRead(scope, message("Forget me"))).text;
  const removedAt = new Date();
  await sleep(5);
  await (await sendAndRead(member, message("I am back"))).text;
  const gone = { orgId: member.orgId, userId: member.userId, removedAt };
  const charged = await chat.charges(owner);
  expect(await forgetMember(chat.backend, gone)).toBe(2);
  expect(await forgetMember(chat.backend, gone)).toBe(0);
  const { rows } = await chat.db.owner.query<{ user_id: string }>(
    "SELECT user_id FROM conversation WHERE org_id = $1 ORDER BY created_at",
    [owner.orgId],
  );
  expect(rows.map(({ user_id }) => user_id)).toEqual([owner.userId, member.userId]);
  expect(await chat.charges(owner)).toEqual(charged);
});

async function providerStopped(since: number): Promise<void> {
  while (chat.server.requests.some((request) => !request.aborted)) {
    if (performance.now() - since > 1_000) throw new Error("the provider was not stopped within a second");
    await sleep(5);
  }
}

async function stored(scope: OrgScope, answerId: string) {
  const { rows } = await chat.db.owner.query(
    "SELECT status, text, error_code, error_details FROM chat_message WHERE org_id = $1 AND id = $2",
    [scope.orgId, answerId],
  );
  return rows[0];
}
