import { createServer } from "node:http";
import OpenAI from "openai";
import { composeModels } from "~/adapters/models/compose-models";
import { demoModels } from "~/adapters/models/demo/demo";
import { openaiCompatibleModels } from "~/adapters/models/openai-compatible";
import type { NewSecret } from "~/features/keys/keys.schema";
import { newKey } from "~/features/keys/testing/new-key";
import { grantCredits } from "~/features/ledger/server/grant-credits.service";
import { publishMarkup } from "~/features/ledger/server/publish-markup.service";
import { seedCatalogue } from "~/features/ledger/server/seed-catalogue.service";
import { createModel, timesOne, tokenPrice, violations } from "~/features/ledger/testing/ledger-fixture";
import { findApiRoutes } from "~/local/app-server/api-routes";
import { createApiListener } from "~/server/api-listener";
import type { Backend, OrgScope } from "~/server/context";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { type ModelServer, startModelServer } from "~/testing/model-server/model-server";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import { useBackend as answerWith } from "~/testing/use-backend";

/** Every token of any kind costs one micro-credit, so that a charge is a count. */
export const testModel = "compatible/test";

export type ApiCharge = {
  requestId: string;
  keyId: string;
  purpose: string;
  basis: string;
  output: number;
  ucr: number;
};

export type ApiFixture = {
  db: TestDatabase;
  backend: Backend;
  provider: ModelServer;
  /** Of the API, as a program is given it. */
  baseUrl: string;
  /** With an owner, the credits of a welcome and one more, each token at a micro-credit. */
  member(): Promise<OrgScope>;
  key(scope: OrgScope, input?: Parameters<typeof newKey>[1]): Promise<NewSecret>;
  /** The official client, with nothing but the base URL and a key. It tries nothing again. */
  client(secret: string): OpenAI;
  charges(scope: OrgScope): Promise<ApiCharge[]>;
  holds(scope: OrgScope): Promise<string[]>;
  /** Returns the ledger's violations. */
  close(): Promise<string[]>;
};

/** The API behind the listener that serves it in production, a loopback provider, and a real ledger. */
export async function startApi(): Promise<ApiFixture> {
  const [db, provider] = await Promise.all([createTestDatabase(), startModelServer()]);
  await seedCatalogue(db.owner);
  await createModel(db.owner, tokenPrice, { id: testModel });
  await db.owner.query("UPDATE model SET takes = '{image}' WHERE id = $1", [testModel]);
  const models = composeModels([
    openaiCompatibleModels({ baseUrl: `${provider.url}/v1`, models: ["test", "unpriced"] }),
    demoModels({ tokensPerSecond: 0 }),
  ]);
  const backend = createTestBackend(db.appUrl, { models });
  answerWith(backend);
  const routes = await Promise.all(
    (await findApiRoutes())
      .filter(({ path }) => path.startsWith("/api/v1/"))
      .map(async ({ path, file }) => ({ path, exports: await import(/* @vite-ignore */ file) })),
  );
  const server = createServer(createApiListener(routes));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const baseUrl = `http://127.0.0.1:${address.port}/api/v1`;
  return {
    ...{ db, backend, provider, baseUrl },
    async member() {
      const scope = await createScope(backend);
      await publishMarkup(db.owner, { scope: { orgId: scope.orgId }, markup: timesOne, reason: "test" });
      await grantCredits(db.owner, scope.orgId, { kind: "promo", idempotencyKey: "start", amountUcr: 1_000_000n });
      return scope;
    },
    key: newKey,
    client: (secret) => new OpenAI({ baseURL: baseUrl, apiKey: secret, maxRetries: 0 }),
    async charges(scope) {
      const { rows } = await db.owner.query<ApiCharge>(
        `SELECT request_id AS "requestId", api_key_id AS "keyId", purpose, basis, output_tokens::int AS output, charge_ucr::int AS ucr
         FROM usage_charge WHERE org_id = $1 ORDER BY created_at`,
        [scope.orgId],
      );
      return rows;
    },
    async holds(scope) {
      const { rows } = await db.owner.query<{ state: string }>(
        "SELECT state FROM usage_hold WHERE org_id = $1 ORDER BY created_at",
        [scope.orgId],
      );
      return rows.map(({ state }) => state);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      answerWith(undefined);
      await provider.close();
      await closeTestBackend(backend);
      const found = await violations(db.owner);
      await db.close();
      return found;
    },
  };
}
