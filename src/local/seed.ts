import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { seedCatalogue } from "~/features/ledger/server/seed-catalogue.service";
import { demoPassword, haldenFreight, platformOwner } from "../../prisma/demo/people";
import type { Environment } from "./app-environment";

export type DemoSignIn = { email: string; role: string };
export type Seeded = { demo: { password: string; signIns: DemoSignIn[] } | null };

const signIns: DemoSignIn[] = [
  { email: platformOwner.email, role: "superadmin" },
  ...haldenFreight.people.map(({ email, role }) => ({ email, role: `${role} of ${haldenFreight.name}` })),
];

/**
 * Fills in what every installation has (prices and markup) and, in development on an empty database, the
 * demonstration. Says whether the demonstration's people can sign in.
 */
export async function seed(options: {
  dataDir: string;
  ownerUrl: string;
  env: Environment;
  withDemo: boolean;
}): Promise<Seeded> {
  const owner = new pg.Pool({ connectionString: options.ownerUrl, max: 1 });
  try {
    await seedCatalogue(owner);
    // The demonstration's people have passwords of our own: by Clerk none of them could sign in, and whoever
    // comes first is to be the superadmin.
    if (!options.withDemo || options.env.AUTH_PROVIDER === "clerk") return { demo: null };
    const { APP_DATABASE_URL = "", AUTH_SECRET = "", APP_URL = "" } = options.env;
    const state = await readState(owner);
    if (state.hasStrangers && state.ownerId === null) return { demo: null };
    // The demonstration's own owner tells this database from another that the folder may have served before.
    const stamp = join(options.dataDir, "demo-seeded");
    if (state.ownerId === null || state.ownerId !== (await readFile(stamp, "utf8").catch(() => null))) {
      // A first run that was cut off is finished by this one.
      const { seedDemo } = await import("../../prisma/seed");
      await seedDemo({ appDatabaseUrl: APP_DATABASE_URL, authSecret: AUTH_SECRET, appUrl: APP_URL });
      await writeFile(stamp, (await readState(owner)).ownerId ?? "");
    }
    return { demo: { password: demoPassword, signIns } };
  } finally {
    await owner.end();
  }
}

/** Whether people of somebody's own are in the database, whom the demonstration's never join; and its owner, if seeded. */
async function readState(owner: pg.Pool): Promise<{ hasStrangers: boolean; ownerId: string | null }> {
  const { rows } = await owner.query<{ has_strangers: boolean; owner_id: string | null }>(
    `SELECT EXISTS (SELECT FROM app_user_account WHERE email NOT LIKE '%.example') AS has_strangers,
            (SELECT id FROM app_user_account WHERE email = $1) AS owner_id`,
    [platformOwner.email],
  );
  return { hasStrangers: rows[0]?.has_strangers ?? false, ownerId: rows[0]?.owner_id ?? null };
}
