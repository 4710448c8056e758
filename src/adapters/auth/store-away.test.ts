import pg from "pg";
import { expect, test } from "vitest";
import { createTestDatabase } from "~/testing/database";
import { createBetterAuthAdapter } from "./better-auth";

test("with the store away, who somebody is cannot be said: unavailable, neither signed out nor a fault of ours", async () => {
  const db = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: db.appUrl, max: 2 });
  try {
    const auth = createBetterAuthAdapter({ pool, secret: "s".repeat(40), appUrl: "http://localhost" });
    const credentials = { email: "mira@people.example", password: "correct horse battery" };
    const { setCookie } = await auth.signUp({ ...credentials, name: "Mira", organizationName: null }, new Headers());
    const headers = new Headers({ cookie: setCookie.map((line) => line.split(";")[0]).join("; ") });
    expect((await auth.identify(headers))?.email).toBe(credentials.email);
    await pool.end();
    await expect(auth.identify(headers)).rejects.toMatchObject({
      code: "unavailable",
      details: { retryAfterSeconds: 2 },
    });
  } finally {
    await db.close();
  }
});
