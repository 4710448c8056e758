import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { installQueue } from "~/adapters/jobs/worker/queue";
import { grantCredits } from "~/features/ledger/server/grant-credits.service";
import { openAccount } from "~/features/ledger/server/open-account.service";
import { seedCatalogue } from "~/features/ledger/server/seed-catalogue.service";
import { admitLoginRole, LOGIN_ROLE } from "~/local/login-role";
import { migrate } from "~/local/migrate";
import { projectRoot } from "~/local/paths";
import { startPostgres } from "~/local/postgres";

export type BenchDatabase = {
  version: string;
  ownerUrl: string;
  appUrl: string;
  /** An empty database beside it, for what a peer needs. */
  peerUrl: string;
  close(): Promise<void>;
};

/** A durable PostgreSQL of its own (fsync on), migrated, with prices and markup. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "counterpart-bench-"));
  const server = await startPostgres(folder);
  const maintenance = new pg.Client({ connectionString: server.url("postgres") });
  await maintenance.connect();
  await maintenance.query("CREATE DATABASE bench");
  await maintenance.query("CREATE DATABASE peer");
  const { rows } = await maintenance.query<{ server_version: string }>("SHOW server_version");
  await maintenance.end();
  const password = randomUUID();
  await migrate(server.url("bench"), join(projectRoot, "prisma/migrations"));
  await admitLoginRole(server.url("bench"), password);
  await installQueue(server.url("bench"), LOGIN_ROLE);
  const owner = new pg.Pool({ connectionString: server.url("bench"), max: 1 });
  await seedCatalogue(owner);
  await owner.end();
  const appUrl = new URL(server.url("bench"));
  appUrl.username = "counterpart_app";
  appUrl.password = password;
  return {
    version: rows[0]?.server_version ?? "unknown",
    ownerUrl: server.url("bench"),
    appUrl: appUrl.href,
    peerUrl: server.url("peer"),
    close: async () => {
      await server.stop();
      await rm(server.home, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Organisations with a member and credits that no run can use up. */
export async function openBenchOrgs(app: pg.Pool, count: number): Promise<{ orgId: string; userId: string }[]> {
  const orgs = Array.from({ length: count }, () => ({ orgId: randomUUID(), userId: randomUUID() }));
  for (const { orgId, userId } of orgs) {
    const client = await app.connect();
    try {
      await client.query("BEGIN");
      await client.query("SELECT set_config('role', 'app_platform', true)");
      await client.query("INSERT INTO app_user_account (id, email, name) VALUES ($1, $2, 'Bench')", [
        userId,
        `${userId}@bench.example`,
      ]);
      await client.query("INSERT INTO organization (id, slug, name, kind) VALUES ($1, $2, 'Bench', 'team')", [
        orgId,
        `bench-${orgId}`,
      ]);
      await client.query("INSERT INTO membership (org_id, user_id, role) VALUES ($1, $2, 'owner')", [orgId, userId]);
      await client.query("COMMIT");
    } finally {
      client.release();
    }
    await openAccount(app, orgId);
    await grantCredits(app, orgId, { kind: "promo", idempotencyKey: "bench", amountUcr: 1_000_000_000_000n });
  }
  return orgs;
}
