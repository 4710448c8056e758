import type pg from "pg";
import { noTokens } from "../token-buckets";
import type { LedgerModel } from "./ledger-model";

export type LedgerState = {
  posted: string;
  held: string;
  entries: string[];
  lots: string[];
  members: string[];
  keys: string[];
  holds: string[];
};

/** What the database holds of an organisation, in a shape that the model can be put in too. */
export async function readState(client: pg.ClientBase | pg.Pool, orgId: string): Promise<LedgerState> {
  const { rows } = await client.query<{ state: LedgerState }>({
    name: "state",
    text: `SELECT jsonb_build_object(
       'posted', a.posted_ucr::text, 'held', a.held_ucr::text,
       'entries', (SELECT coalesce(jsonb_agg(kind || ' ' || amount_ucr ORDER BY seq), '[]') FROM ledger_entry e WHERE e.org_id = a.org_id),
       'lots', (SELECT coalesce(jsonb_agg(entry_seq || ': ' || remaining_ucr || ' of ' || amount_ucr ORDER BY entry_seq), '[]')
         FROM credit_lot l WHERE l.org_id = a.org_id),
       'members', (SELECT coalesce(jsonb_agg(user_id || ' ' || period_start || ': ' || tokens_used || ' used, ' || tokens_held || ' held, '
           || charged_ucr || ' ucr, ' || calls || ' calls' ORDER BY user_id, period_start), '[]')
         FROM member_period_usage m WHERE m.org_id = a.org_id),
       'keys', (SELECT coalesce(jsonb_agg(key_id || ' ' || period_start || ': ' || charged_ucr || ' ucr, ' || held_ucr || ' held, '
           || calls || ' calls' ORDER BY key_id, period_start), '[]')
         FROM key_period_usage k WHERE k.org_id = a.org_id),
       'holds', (SELECT coalesce(jsonb_agg(request_id || ' ' || state || ' until ' || round(extract(epoch FROM expires_at) * 1000) || ': '
           || amount_ucr || ' ucr, seen ' || concat_ws('/', checkpoint_input_tokens, checkpoint_cache_read_tokens,
             checkpoint_cache_write_tokens, checkpoint_output_tokens, checkpoint_reasoning_tokens) ORDER BY request_id), '[]')
         FROM usage_hold h WHERE h.org_id = a.org_id)) AS state
     FROM credit_account a WHERE a.org_id = $1`,
    values: [orgId],
  });
  const [row] = rows;
  if (row === undefined) throw new Error("no account");
  return row.state;
}

export function stateOf(model: LedgerModel): LedgerState {
  return {
    posted: String(model.posted),
    held: String(model.held),
    entries: model.entries.map(({ kind, amount }) => `${kind} ${amount}`),
    lots: model.lots.map((lot) => `${lot.seq}: ${lot.remaining} of ${lot.amount}`),
    members: [...model.members]
      .map(([key, member]) => {
        const [user = "", period = ""] = key.split(":");
        const day = new Date(Number(period)).toISOString().slice(0, 10);
        return `${user} ${day}: ${member.used} used, ${member.held} held, ${member.charged} ucr, ${member.calls} calls`;
      })
      .sort(),
    keys: [...model.keys]
      .map(([name, key]) => {
        const [id = "", period = ""] = name.split(":");
        const day = new Date(Number(period)).toISOString().slice(0, 10);
        return `${id} ${day}: ${key.charged} ucr, ${key.held} held, ${key.calls} calls`;
      })
      .sort(),
    holds: [...model.holds.values()]
      .map(({ id, state, expiresAt, amount, checkpoint }) => {
        const { input, cacheRead, cacheWrite, output, reasoning } = checkpoint ?? noTokens;
        return `${id} ${state} until ${expiresAt}: ${amount} ucr, seen ${[input, cacheRead, cacheWrite, output, reasoning].join("/")}`;
      })
      .sort(),
  };
}
