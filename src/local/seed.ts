import pg from "pg";
import { seedCatalogue } from "~/features/ledger/server/seed-catalogue.service";
import { seedDemo } from "../../prisma/seed";
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
export async function seed(options: { ownerUrl: string; env: Environment; withDemo: boolean }): Promise<Seeded> {
  const owner = new pg.Pool({ connectionString: options.ownerUrl, max: 1 });
  try {
    await seedCatalogue(owner);
    if (!options.withDemo) return { demo: null };
    const { APP_DATABASE_URL = "", AUTH_SECRET = "", APP_URL = "" } = options.env;
    // A first run that was cut off is finished by the next; people of somebody's own are never joined by these.
    const { rows } = await owner.query<{ strangers: boolean }>(
      "SELECT EXISTS (SELECT FROM app_user_account WHERE email NOT LIKE '%.example') AND NOT EXISTS (SELECT FROM app_user_account WHERE email = $1) AS strangers",
      [platformOwner.email],
    );
    if (rows[0]?.strangers) return { demo: null };
    await seedDemo({ appDatabaseUrl: APP_DATABASE_URL, authSecret: AUTH_SECRET, appUrl: APP_URL });
    return { demo: { password: demoPassword, signIns } };
  } finally {
    await owner.end();
  }
}
