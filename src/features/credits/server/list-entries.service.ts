import { readBalance } from "~/features/ledger/server/read-balance.service";
import { plainSql } from "~/server/plain-sql";
import type { EntryCursor, EntryFilter } from "../credits.schema";
import type { EntryPage, EntryView, EntryWhat } from "../entry-view";
import { type EntryReader, type EntryRow, findEntries, sumEntries } from "./entries.repository";

/** One page of entries, newest first, whichever way the reader came. */
export async function listEntries(
  reader: EntryReader,
  input: { filter: EntryFilter; cursor: EntryCursor | null; limit: number },
): Promise<EntryPage> {
  const rows = await findEntries(reader, input.filter, { cursor: input.cursor, limit: input.limit + 1 });
  const hasMore = rows.length > input.limit;
  const page = rows.slice(0, input.limit);
  const isNewer = input.cursor?.direction === "newer";
  if (isNewer) page.reverse();
  const [newest, oldest] = [page[0]?.seq ?? null, page.at(-1)?.seq ?? null];
  return {
    entries: page.map(viewOf),
    // The page one came from lies on the other side.
    older: isNewer || hasMore ? oldest : null,
    newer: (isNewer ? hasMore : input.cursor !== null) ? newest : null,
  };
}

/** Count and sum of what the filter leaves. Of everything, the account knows both without adding up. */
export async function totalEntries(
  reader: EntryReader,
  filter: EntryFilter,
): Promise<{ count: number; amountUcr: bigint }> {
  if (reader.onlyUserId === null && isEverything(filter)) {
    const balance = await readBalance(plainSql(reader.db), reader.orgId);
    if (balance !== null) return { count: Number(balance.seq), amountUcr: balance.postedUcr };
  }
  const { count, amountUcr } = await sumEntries(reader, filter);
  return { count: Number(count), amountUcr };
}

function isEverything({ kind, ...narrowed }: EntryFilter): boolean {
  return (
    kind === "all" && Object.values(narrowed).every((value) => value === null || value === undefined || value === "")
  );
}

function viewOf(row: EntryRow): EntryView {
  return {
    seq: row.seq,
    amountUcr: row.amountUcr,
    balanceAfterUcr: row.balanceAfterUcr,
    createdAt: row.createdAt,
    what: whatOf(row),
    who: row.userId === null ? null : { id: row.userId, name: row.userName },
    model: row.modelId === null ? null : { id: row.modelId, name: row.modelName ?? row.modelId },
    tokens: tokensOf(row),
  };
}

function tokensOf(row: EntryRow): number | null {
  const kinds = [row.inputTokens, row.cacheReadTokens, row.cacheWriteTokens, row.outputTokens, row.reasoningTokens];
  return row.inputTokens === null ? null : Number(kinds.reduce<bigint>((sum, tokens) => sum + (tokens ?? 0n), 0n));
}

function whatOf(row: EntryRow): EntryWhat {
  const { reason } = row;
  switch (row.kind) {
    case "usage":
      return { kind: "usage", purpose: purposeOf(row.purpose), title: row.title };
    case "purchase":
      return { kind: "purchase", provider: row.provider ?? "", amountUcr: row.amountUcr };
    case "clawback":
      return { kind: "refund", isDispute: row.refundKind === "dispute", reason };
    case "expiry":
      return { kind: "expiry", lot: row.expiredLotKind ?? "", since: row.expiredLotAt };
    case "promo":
      return { kind: "grant", grant: row.sourceId === "welcome" ? "welcome" : "promo", reason };
    case "plan_grant":
      return { kind: "grant", grant: "plan", reason };
    default:
      return row.sourceId.startsWith("correction:")
        ? { kind: "correction", correctsSeq: row.correctsSeq, reason }
        : { kind: "adjustment", reason };
  }
}

function purposeOf(purpose: string | null): "chat" | "title" | "embedding" | "api" {
  return purpose === "title" || purpose === "embedding" || purpose === "api" ? purpose : "chat";
}
