import { randomUUID } from "node:crypto";
import { anthropicModels } from "~/adapters/models/anthropic";
import { composeModels } from "~/adapters/models/compose-models";
import { demoModels } from "~/adapters/models/demo/demo";
import { googleModels } from "~/adapters/models/google";
import type { ModelsPort } from "~/adapters/models/models.port";
import { openaiModels } from "~/adapters/models/openai";
import { openaiCompatibleModels } from "~/adapters/models/openai-compatible";
import { readBalance } from "~/features/ledger/server/read-balance.service";
import { sweepHolds } from "~/features/ledger/server/sweep-holds.service";
import {
  createLedgerOrg,
  createModel,
  timesOne,
  tokenPrice,
  violations,
} from "~/features/ledger/testing/ledger-fixture";
import type { MeteringScope } from "~/features/metering/server/metering-scope";
import { OrgEvents } from "~/server/org-events";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { type ModelServer, startModelServer } from "~/testing/model-server/model-server";

/** A model of the loopback provider over chat completions; every token of any kind costs one micro-credit. */
export const TEST_MODEL = "compatible/test";
export const TEST_EMBEDDING = "compatible/embed";
/** One model per vendor, at the same price. */
export const VENDOR_MODELS = [
  TEST_MODEL,
  "openai/gpt-4o",
  "anthropic/claude-sonnet-4-5",
  "google/gemini-2.5-flash",
] as const;

export type ChargeRow = {
  request_id: string;
  purpose: string;
  basis: string;
  input: number;
  cacheRead: number;
  cacheWrite: number;
  output: number;
  reasoning: number;
  ucr: number;
};

export type MeteringFixture = {
  db: TestDatabase;
  server: ModelServer;
  models: ModelsPort;
  /** A member of a new organisation with so many micro-credits. */
  createScope(ucr: bigint, options?: { tokensPerMonth?: number | null; models?: ModelsPort }): Promise<MeteringScope>;
  charges(scope: MeteringScope): Promise<ChargeRow[]>;
  /** State of every hold of the organisation, in order. */
  holds(scope: MeteringScope): Promise<string[]>;
  balance(scope: MeteringScope): Promise<{ posted: bigint; held: bigint }>;
  /** The sweeper's work, as if an hour had passed. */
  sweepLater(): Promise<void>;
  violations(): Promise<string[]>;
  close(): Promise<void>;
};

/** The loopback provider behind every vendor's real client, and a real ledger. */
export async function startMetering(): Promise<MeteringFixture> {
  const [db, server] = await Promise.all([createTestDatabase(), startModelServer()]);
  const events = new OrgEvents(db.app);
  for (const id of [...VENDOR_MODELS, TEST_EMBEDDING]) await createModel(db.owner, tokenPrice, { id });
  const models = composeModels([
    openaiCompatibleModels({ baseUrl: `${server.url}/v1`, models: ["test", "unpriced", "embedding:embed"] }),
    openaiModels({ apiKey: "test", baseUrl: `${server.url}/v1`, api: "responses" }),
    anthropicModels({ apiKey: "test", baseUrl: `${server.url}/v1` }),
    googleModels({ apiKey: "test", baseUrl: `${server.url}/v1beta` }),
    demoModels({ tokensPerSecond: 0 }),
  ]);
  return {
    db,
    server,
    models,
    async createScope(ucr, options = {}) {
      const orgId = await createLedgerOrg(db.owner, { credits: ucr, markup: timesOne });
      return {
        orgId,
        userId: randomUUID(),
        sql: db.app,
        tokensPerMonth: options.tokensPerMonth ?? null,
        ports: { models: options.models ?? models },
        backend: { events },
      };
    },
    async charges(scope) {
      const { rows } = await db.owner.query<Record<string, string>>(
        `SELECT request_id, purpose, basis, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, charge_ucr
         FROM usage_charge WHERE org_id = $1 ORDER BY created_at, request_id`,
        [scope.orgId],
      );
      return rows.map((row) => ({
        request_id: row.request_id ?? "",
        purpose: row.purpose ?? "",
        basis: row.basis ?? "",
        input: Number(row.input_tokens),
        cacheRead: Number(row.cache_read_tokens),
        cacheWrite: Number(row.cache_write_tokens),
        output: Number(row.output_tokens),
        reasoning: Number(row.reasoning_tokens),
        ucr: Number(row.charge_ucr),
      }));
    },
    async holds(scope) {
      const { rows } = await db.owner.query<{ state: string }>(
        "SELECT state FROM usage_hold WHERE org_id = $1 ORDER BY created_at, request_id",
        [scope.orgId],
      );
      return rows.map((row) => row.state);
    },
    async balance(scope) {
      const balance = await readBalance(db.owner, scope.orgId);
      return { posted: balance?.postedUcr ?? 0n, held: balance?.heldUcr ?? 0n };
    },
    async sweepLater() {
      const client = await db.app.connect();
      await client.query("SELECT set_config('app.now', (clock_timestamp() + interval '1 hour')::text, false)");
      await sweepHolds(client);
      // The connection keeps its clock: it is dropped, never handed on.
      client.release(true);
    },
    violations: () => violations(db.owner),
    async close() {
      await events.close();
      await server.close();
      await db.close();
    },
  };
}
