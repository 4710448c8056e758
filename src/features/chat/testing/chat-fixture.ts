import { randomUUID } from "node:crypto";
import { composeModels } from "~/adapters/models/compose-models";
import { demoModels } from "~/adapters/models/demo/demo";
import type { ModelsPort } from "~/adapters/models/models.port";
import { openaiCompatibleModels } from "~/adapters/models/openai-compatible";
import { grantCredits } from "~/features/ledger/server/grant-credits.service";
import { publishMarkup } from "~/features/ledger/server/publish-markup.service";
import { createModel, timesOne, tokenPrice, violations } from "~/features/ledger/testing/ledger-fixture";
import type { Backend, OrgScope } from "~/server/context";
import type { Role } from "~/server/permissions";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { type ModelServer, startModelServer } from "~/testing/model-server/model-server";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import type { SendInput } from "../chat-stream.schema";

/** Every token of any kind costs one micro-credit, so that a charge is a count. */
export const testModel = "compatible/test";
export const otherModel = "compatible/other";
export const demoModel = "demo/counterpart-demo";

export type ChatFixture = {
  db: TestDatabase;
  server: ModelServer;
  backend: Backend;
  /** Another process, as far as its registry of running answers and its connections go. Closed with the fixture. */
  otherProcess(): Backend;
  /** A person with so many micro-credits in an organisation of their own, or in the given one. */
  member(options?: { ucr?: bigint; role?: Role; org?: { id: string; slug: string } }): Promise<OrgScope>;
  /** The same person, entering through another backend. */
  via(backend: Backend, scope: OrgScope): OrgScope;
  charges(
    scope: OrgScope,
  ): Promise<
    { basis: string; input: number; output: number; ucr: bigint; messageId: string | null; purpose: string }[]
  >;
  openHolds(scope: OrgScope): Promise<number>;
  messages(scope: OrgScope): Promise<{ id: string; role: string; status: string; text: string }[]>;
  close(): Promise<string[]>;
};

export function testModels(modelServerUrl: string): ModelsPort {
  return composeModels([
    openaiCompatibleModels({ baseUrl: `${modelServerUrl}/v1`, models: ["test", "other", "small"] }),
    demoModels({ tokensPerSecond: 0 }),
  ]);
}

/** A loopback provider, a real ledger and a real database. `close` returns the ledger's violations. */
export async function startChat(options: { poolSize?: number } = {}): Promise<ChatFixture> {
  const [db, server] = await Promise.all([createTestDatabase(), startModelServer()]);
  await publishMarkup(db.owner, { scope: "platform", markup: timesOne, reason: "test" });
  for (const id of [testModel, otherModel, "compatible/small", demoModel])
    await createModel(db.owner, tokenPrice, { id });
  await db.owner.query("UPDATE model SET context_window = 600, max_output_tokens = 200 WHERE id = 'compatible/small'");
  const models = testModels(server.url);
  const backends: Backend[] = [];
  const start = () => {
    const backend = createTestBackend(db.appUrl, {
      models,
      settings: { welcomeCredits: 0 },
      poolSize: options.poolSize ?? 10,
    });
    backends.push(backend);
    return backend;
  };
  const backend = start();
  return {
    db,
    server,
    backend,
    otherProcess: start,
    async member({ ucr = 10_000_000n, role = "owner", org } = {}) {
      const scope = await createScope(backend, { role, ...(org !== undefined && { org }) });
      if (ucr > 0n)
        await grantCredits(db.owner, scope.orgId, { kind: "promo", idempotencyKey: randomUUID(), amountUcr: ucr });
      return scope;
    },
    via: (other, scope) => ({
      ...scope,
      backend: other,
      ports: other.ports,
      sql: other.database.pool,
      inOrg: (work) =>
        other.database.prisma.$transaction(async (tx) => {
          await tx.$executeRaw`SELECT set_config('app.org_id', ${scope.orgId}, true), set_config('app.user_id', ${scope.userId}, true), set_config('role', 'app_user', true)`;
          return work(tx);
        }),
    }),
    async charges(scope) {
      const { rows } = await db.owner.query<Record<string, string | null>>(
        "SELECT * FROM usage_charge WHERE org_id = $1 ORDER BY created_at",
        [scope.orgId],
      );
      return rows.map((row) => ({
        basis: row.basis ?? "",
        input: Number(row.input_tokens),
        output: Number(row.output_tokens),
        ucr: BigInt(row.charge_ucr ?? 0),
        messageId: row.message_id ?? null,
        purpose: row.purpose ?? "",
      }));
    },
    async openHolds(scope) {
      const { rows } = await db.owner.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM usage_hold WHERE org_id = $1 AND closed_at IS NULL",
        [scope.orgId],
      );
      return rows[0]?.n ?? 0;
    },
    async messages(scope) {
      const { rows } = await db.owner.query<{ id: string; role: string; status: string; text: string }>(
        "SELECT id, role, status, text FROM chat_message WHERE org_id = $1 ORDER BY created_at",
        [scope.orgId],
      );
      return rows;
    },
    async close() {
      for (const each of backends) await closeTestBackend(each);
      await server.close();
      const found = await violations(db.owner);
      await db.close();
      return found;
    },
  };
}

type Sent = Extract<SendInput, { intent: "send" | "edit" }>;

/** A message with fresh ids, in a conversation of its own unless told otherwise. */
export function message(text: string, wanted: Partial<Sent> = {}): Sent {
  return {
    intent: "send",
    conversationId: randomUUID(),
    messageId: randomUUID(),
    answerId: randomUUID(),
    parentId: null,
    text,
    modelId: testModel,
    ...wanted,
  };
}
