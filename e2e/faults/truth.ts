import type pg from "pg";
import { countTokens } from "~/adapters/models/tokenizer";
import { checkLedger } from "~/features/ledger/server/check-ledger.service";
import type { Heard } from "./client";
import { until } from "./parts";

export type Asked = { answerId: string; messageId: string; text: string; heard: Heard };

/**
 * What must be true after any fault, by the owner's own look at the tables: acknowledged messages are
 * there, no hold is open, what was delivered was stored and charged exactly once.
 * @returns everything that is not so.
 */
export async function faultsOf(owner: pg.Pool, asked: readonly Asked[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const one of asked) {
    const { rows: messages } = await owner.query<{ id: string; text: string; status: string }>(
      "SELECT id, text, status FROM chat_message WHERE id = ANY ($1)",
      [[one.messageId, one.answerId]],
    );
    const question = messages.find(({ id }) => id === one.messageId);
    const answer = messages.find(({ id }) => id === one.answerId);
    const wasAcknowledged = one.heard.status === 200 && one.heard.events > 0;
    if (wasAcknowledged && question?.text !== one.text)
      wrong.push(`${one.messageId}: an acknowledged question is lost`);
    if (answer === undefined) {
      if (one.heard.text !== "") wrong.push(`${one.answerId}: text was delivered and is not stored`);
      continue;
    }
    if (answer.status === "streaming") wrong.push(`${one.answerId}: still running`);
    if (!answer.text.startsWith(one.heard.text))
      wrong.push(`${one.answerId}: stored text does not begin with the delivered`);
    wrong.push(...(await chargeFaults(owner, one, answer.text)));
  }
  return wrong;
}

/** Waits until no hold is open. The time that holds are given to show signs of life is over at once. */
export async function sweepHolds(owner: pg.Pool): Promise<void> {
  await owner.query(
    "UPDATE usage_hold SET expires_at = greatest(created_at, checkpoint_at) + interval '1 millisecond' WHERE state = 'active'",
  );
  await until(
    async () => (await count(owner, "SELECT count(*) FROM usage_hold WHERE state = 'active'")) === 0,
    60_000,
    () => "holds are still open",
  );
}

/** Waits until every hold was closed by itself: a process that died leaves none open until its time would have come. */
export function holdsClose(owner: pg.Pool): Promise<number> {
  return until(
    async () => (await count(owner, "SELECT count(*) FROM usage_hold WHERE state = 'active'")) === 0,
    30_000,
    () => "a dead process's holds are still open",
  );
}

/** Waits until nobody writes an answer any more. */
export function answersSettle(owner: pg.Pool): Promise<number> {
  const running = () => count(owner, "SELECT count(*) FROM chat_message WHERE status = 'streaming'");
  return until(
    async () => (await running()) === 0,
    60_000,
    () => "answers are still running",
  );
}

export async function ledgerViolations(owner: pg.Pool): Promise<string[]> {
  const checks = await checkLedger(owner);
  if (checks.length < 10) return ["the ledger's check has almost no invariants"];
  return checks
    .filter(({ violations }) => violations > 0)
    .map(({ invariant, violations }) => `${violations} × ${invariant}`);
}

export async function count(owner: pg.Pool, statement: string, values: unknown[] = []): Promise<number> {
  return Number(Object.values((await owner.query(statement, values)).rows[0] ?? {})[0] ?? 0);
}

async function chargeFaults(owner: pg.Pool, one: Asked, stored: string): Promise<string[]> {
  const { rows: charges } = await owner.query<{ output: string; input: string; basis: string }>(
    `SELECT output_tokens + reasoning_tokens AS output, input_tokens + cache_read_tokens + cache_write_tokens AS input, basis
     FROM usage_charge WHERE message_id = $1 AND purpose = 'chat'`,
    [one.answerId],
  );
  if (stored === "" && charges.length === 0) return [];
  const [charge] = charges;
  if (charge === undefined || charges.length > 1) return [`${one.answerId}: ${charges.length} charges`];
  const wrong: string[] = [];
  const storedTokens = countTokens(stored);
  if (Number(charge.output) < countTokens(one.heard.text))
    wrong.push(`${one.answerId}: charged less than was delivered`);
  // Pieces are counted as they come: a word that is split over two may count one more than as a whole.
  if (Math.abs(Number(charge.output) - storedTokens) > Math.max(2, storedTokens * 0.02)) {
    wrong.push(`${one.answerId}: charged ${charge.output} tokens (${charge.basis}) for ${storedTokens} stored`);
  }
  if (Number(charge.input) === 0) wrong.push(`${one.answerId}: the prompt was not charged`);
  return wrong;
}
