import { afterAll, beforeAll } from "vitest";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import type { AuthPort } from "./auth.port";
import { createBetterAuthAdapter } from "./better-auth";
import { describeCredentialFlows } from "./credential-flows.contract";

let db: TestDatabase;
let port: AuthPort;

beforeAll(async () => {
  db = await createTestDatabase();
  port = createBetterAuthAdapter({ pool: db.app, secret: "s".repeat(40), appUrl: "http://localhost:3000" });
});
afterAll(() => db.close());

describeCredentialFlows({
  port: () => port,
  age: async (seconds) => {
    await db.owner.query(
      "UPDATE auth_token SET created_at = created_at - make_interval(secs => $1), expires_at = expires_at - make_interval(secs => $1)",
      [seconds],
    );
  },
  stored: async () => {
    const { rows } = await db.owner.query<{ everything: string }>(
      "SELECT string_agg(t::text, ' ') AS everything FROM auth_token t",
    );
    return rows[0]?.everything ?? "";
  },
});
