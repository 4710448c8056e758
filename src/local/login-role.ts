import pg from "pg";

/** The role that the application connects as. Migrations make it; it has no password until one is set here. */
export const LOGIN_ROLE = "counterpart_app";

/**
 * Lets the application's role log in with `password` and see which migrations are applied, which readiness
 * needs. `ownerUrl` is the connection of the role that migrates.
 */
export async function admitLoginRole(ownerUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query(`ALTER ROLE ${LOGIN_ROLE} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
    await client.query(`GRANT SELECT ON public._prisma_migrations TO ${LOGIN_ROLE}`);
  } finally {
    await client.end();
  }
}
