import pg from "pg";

/** The role that the application connects as. Migrations make it; it has no password until one is set here. */
export const LOGIN_ROLE = "counterpart_app";

/** Lets the application's role log in with `password`. `ownerUrl` is the connection of the role that migrates. */
export async function setLoginPassword(ownerUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`ALTER ROLE ${LOGIN_ROLE} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
  } finally {
    await client.end();
  }
}
