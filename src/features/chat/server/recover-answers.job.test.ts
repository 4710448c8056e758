import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { countTokens } from "~/adapters/models/tokenizer";
import { sweepHolds } from "~/features/ledger/server/sweep-holds.service";
import { projectRoot } from "~/local/paths";
import type { OrgScope } from "~/server/context";
import { parseStreamError } from "../chat-stream.schema";
import { type ChatFixture, message, otherModel, startChat, testModel } from "../testing/chat-fixture";
import { eventsOf, resume, sendAndRead, textOf } from "../testing/read-stream";
import { getConversation } from "./get-conversation.service";
import { recoverAnswers } from "./recover-answers.job";

/** How often the process is killed, each time with four answers under way. 13 make more than fifty. */
const kills = Number(process.env.CHAT_KILLS ?? 2);

let chat: ChatFixture;

beforeAll(async () => {
  chat = await startChat();
});
beforeEach(() => chat.server.reset());
afterAll(async () => {
  expect(await chat.close()).toEqual([]);
});

test(
  "kill -9 at any token: what was acknowledged is there, every hold is closed after the sweep, what was shown is charged once and nothing else",
  async () => {
    let cutInTheMiddle = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const scope = await chat.member();
      chat.server.setModel("test", { tokens: 120, msPerToken: randomInt(3, 20), firstTokenMs: randomInt(1, 60) });
      chat.server.setModel("other", { tokens: 40, msPerToken: randomInt(3, 12) });
      const sent = [testModel, testModel, otherModel, otherModel].map((modelId) => message("Kill me", { modelId }));
      const { accepted, shown } = await runAndKill(scope, sent, randomInt(40, 700));
      await expireLeases(scope);
      await recoverAnswers(chat.backend);
      await sweepAnHourLater();

      const messages = new Map((await chat.messages(scope)).map((each) => [each.id, each]));
      const charges = await chat.charges(scope);
      for (const { messageId, answerId } of sent) {
        if (accepted.has(answerId))
          expect(messages.get(messageId)).toMatchObject({ status: "complete", text: "Kill me" });
        const answer = messages.get(answerId);
        if (answer === undefined) continue;
        expect(["interrupted", "complete"]).toContain(answer.status);
        // Written down first: a reader never has more than the journal, and the charge covers the journal exactly.
        expect(answer.text.startsWith(shown.get(answerId) ?? "")).toBe(true);
        if (answer.status === "interrupted" && answer.text !== "") cutInTheMiddle += 1;
        const own = charges.filter((charge) => charge.messageId === answerId);
        expect(own.length).toBeLessThanOrEqual(1);
        if (answer.status === "interrupted" && own[0]?.basis !== "provider") {
          expect(own[0]?.output ?? 0).toBe(countTokens(answer.text));
        }
        if (answer.text !== "") expect(own[0]?.input).toBeGreaterThan(0);
      }
      expect(await chat.openHolds(scope)).toBe(0);
    }
    expect(cutInTheMiddle).toBeGreaterThan(0);
  },
  60_000 + kills * 15_000,
);

test("a process that dies leaves no conversation closed: within seconds its answers are ended and charged once", async () => {
  const scope = await chat.member();
  chat.server.setStandard({ tokens: 400, msPerToken: 10 });
  const sent = message("Die");
  await runAndKill(scope, [sent], 1_500);
  const writer = await writerOf(sent.answerId);
  // A living writer that is silent, here this process, is given its whole lease.
  const { rows } = await chat.backend.database.pool.query("SELECT current_setting('application_name') AS name");
  await setWriter(sent.answerId, rows[0]?.name);
  await sleep(4_000);
  expect(await recoverAnswers(chat.backend)).toBe(0);
  await setWriter(sent.answerId, writer);
  // Not before the server has been up for as long as a lease lasts.
  await expect.poll(() => recoverAnswers(chat.backend), { timeout: 12_000, interval: 200 }).toBe(1);
  await sweepHolds(chat.db.app);
  const [, answer] = await chat.messages(scope);
  expect(answer?.status).toBe("interrupted");
  expect(await chat.openHolds(scope)).toBe(0);
  expect(await chat.charges(scope)).toMatchObject([{ basis: "checkpoint", output: countTokens(answer?.text ?? "") }]);
});

test("an answer whose writer was lost is mended when it is looked at, and its conversation is free again", async () => {
  const scope = await chat.member();
  chat.server.setStandard({ tokens: 400, msPerToken: 10 });
  const sent = message("Lost");
  await runAndKill(scope, [sent], 900);
  expect((await getConversation(scope, sent)).runningAnswerId).toBe(sent.answerId);
  await expireLeases(scope);
  const view = await getConversation(scope, sent);
  expect(view.runningAnswerId).toBeNull();
  expect(view.messages[1]).toMatchObject({
    status: "interrupted",
    error: { code: "answer_interrupted" },
    receipt: { state: "pending" },
  });
  const tab = await resume(scope, sent.answerId);
  const last = (await tab.events).at(-1);
  expect(last?.type === "error" && parseStreamError(last.errorText).code).toBe("answer_interrupted");
  chat.server.setStandard({ tokens: 3 });
  await (await sendAndRead(scope, message("Next", { conversationId: sent.conversationId, parentId: sent.answerId })))
    .bytes;
  await sweepAnHourLater();
});

test("a reader in another process sees an answer end when its writer is lost", async () => {
  const scope = await chat.member();
  chat.server.setStandard({ tokens: 400, msPerToken: 10 });
  const sent = message("Lost while read");
  await runAndKill(scope, [sent], 900);
  const reader = await resume(scope, sent.answerId);
  await expireLeases(scope);
  expect((await reader.events).at(-1)?.type).toBe("error");
  await sweepAnHourLater();
});

test("a writer that was given up for lost, and was not, delivers nothing more", async () => {
  const scope = await chat.member();
  chat.server.setStandard({ tokens: 300, msPerToken: 10 });
  const sent = message("Given up");
  const reader = await sendAndRead(scope, sent);
  await sleep(300);
  // Its own sign of life comes every moment: it must be missed in between.
  const elsewhere = chat.otherProcess();
  do await expireLeases(scope);
  while ((await recoverAnswers(elsewhere, { answerId: sent.answerId })) === 0);
  const shown = await reader.text;
  const [, answer] = await chat.messages(scope);
  expect(answer).toMatchObject({ status: "interrupted", text: shown });
  expect(chat.server.requests).toMatchObject([{ aborted: true }]);
  for (let tries = 0; tries < 200 && (await chat.openHolds(scope)) > 0; tries += 1) await sleep(10);
  expect(await chat.charges(scope)).toMatchObject([{ output: countTokens(shown) }]);
});

const Line = z.object({
  ready: z.boolean().optional(),
  answerId: z.string().default(""),
  isAccepted: z.boolean().optional(),
  bytes: z.string().optional(),
});

/** Lets another process send the messages and kills it so many milliseconds after the first was accepted. */
async function runAndKill(
  scope: OrgScope,
  messages: ReturnType<typeof message>[],
  afterMs: number,
): Promise<{ accepted: Set<string>; shown: Map<string, string> }> {
  const task = {
    appUrl: chat.db.appUrl,
    modelServerUrl: chat.server.url,
    subject: scope.identity.subject,
    slug: scope.org.slug,
    messages,
  };
  const child = spawn(
    process.execPath,
    [
      "--conditions=react-server",
      "--import",
      "tsx",
      "src/features/chat/testing/answer-process.ts",
      JSON.stringify(task),
    ],
    {
      cwd: projectRoot,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, APP_DATABASE_URL: chat.db.appUrl, AUTH_SECRET: "x".repeat(32), LOG_LEVEL: "silent" },
    },
  );
  const accepted = new Set<string>();
  const bytes = new Map<string, string>();
  let output = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (piece: string) => {
    output += piece;
    const lines = output.split("\n");
    output = lines.pop() ?? "";
    for (const line of lines.map((each) => Line.parse(JSON.parse(each)))) {
      if (line.isAccepted) {
        accepted.add(line.answerId);
        if (accepted.size === 1) setTimeout(() => child.kill("SIGKILL"), afterMs);
      }
      if (line.bytes !== undefined) bytes.set(line.answerId, (bytes.get(line.answerId) ?? "") + line.bytes);
    }
  });
  await new Promise((resolve) => child.once("close", resolve));
  return {
    accepted,
    shown: new Map(
      [...bytes].map(([answerId, all]) => [answerId, textOf(eventsOf(all.slice(0, all.lastIndexOf("\n\n") + 2)))]),
    ),
  };
}

async function writerOf(answerId: string): Promise<string | null> {
  const { rows } = await chat.db.owner.query("SELECT writer FROM chat_message WHERE id = $1", [answerId]);
  return rows[0]?.writer ?? null;
}

async function setWriter(answerId: string, writer: string | null): Promise<void> {
  await chat.db.owner.query("UPDATE chat_message SET writer = $2 WHERE id = $1", [answerId, writer]);
}

/** As if the time of a lease had passed. */
async function expireLeases(scope: OrgScope): Promise<void> {
  await chat.db.owner.query(
    "UPDATE chat_message SET lease_expires_at = now() - interval '1 second' WHERE org_id = $1 AND status = 'streaming'",
    [scope.orgId],
  );
}

async function sweepAnHourLater(): Promise<void> {
  const client = await chat.db.app.connect();
  try {
    await client.query("SELECT set_config('app.now', (now() + interval '1 hour')::text, false)");
    await sweepHolds(client);
  } finally {
    await client.query("RESET app.now");
    client.release();
  }
}
