import { type CsvValue, csvLine, csvPreamble } from "~/lib/csv";
import { decimalText } from "~/lib/decimal-text";
import { inOrgContext, type OrgScope } from "~/server/context";
import type { EntryFilter } from "../credits.schema";
import { type EntryRow, findEntries } from "./entries.repository";
import { entryReader } from "./entry-reader";

const columns: readonly [string, (row: EntryRow) => CsvValue][] = [
  ["number", (row) => row.seq],
  ["time_utc", (row) => row.createdAt.toISOString()],
  ["kind", (row) => row.kind],
  ["purpose", (row) => row.purpose],
  ["description", (row) => row.title ?? row.reason],
  ["member", (row) => row.userName],
  ["model", (row) => row.modelId],
  ["input_tokens", (row) => row.inputTokens],
  ["cache_read_tokens", (row) => row.cacheReadTokens],
  ["cache_write_tokens", (row) => row.cacheWriteTokens],
  ["output_tokens", (row) => row.outputTokens],
  ["reasoning_tokens", (row) => row.reasoningTokens],
  ["provider_cost_usd", (row) => (row.costPusd === null ? null : decimalText(row.costPusd, 12))],
  ["credits", (row) => decimalText(row.amountUcr, 6)],
  ["balance_after_credits", (row) => decimalText(row.balanceAfterUcr, 6)],
];

const pageSize = 1_000;

/**
 * The filtered entries as CSV, newest first, in pieces of a page each: no transaction stays open while the
 * reader takes its time. Entries made meanwhile are newer than the first piece and not part of it.
 */
export async function* exportEntries(scope: OrgScope, filter: EntryFilter): AsyncGenerator<string, void> {
  yield csvPreamble + csvLine(columns.map(([name]) => name));
  let before: bigint | null = null;
  for (;;) {
    const rows: EntryRow[] = await pageOf(scope, filter, before);
    const oldest = rows.at(-1);
    if (oldest === undefined) return;
    yield rows.map((row) => csvLine(columns.map(([, cell]) => cell(row)))).join("");
    if (rows.length < pageSize) return;
    before = oldest.seq;
  }
}

function pageOf(scope: OrgScope, filter: EntryFilter, before: bigint | null): Promise<EntryRow[]> {
  const cursor = before === null ? null : { direction: "older" as const, seq: before };
  return inOrgContext(scope, (ctx) => findEntries(entryReader(ctx), filter, { cursor, limit: pageSize }));
}
