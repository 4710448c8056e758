import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { describeAuthPort, describeOwnCredentials, sceneWithPasswords } from "./auth.contract";
import type { AuthPort } from "./auth.port";
import { createBetterAuthAdapter } from "./better-auth";

const secret = "a secret for tests, 32 characters or more";
let db: TestDatabase;
let port: AuthPort;

beforeAll(async () => {
  db = await createTestDatabase();
  port = createBetterAuthAdapter({ pool: db.app, secret, appUrl: "http://localhost:3000" });
});
afterAll(() => db.close());

describeAuthPort(sceneWithPasswords(() => port));
describeOwnCredentials(() => port);

test("over https the session's cookie is bound to the host", async () => {
  const secured = createBetterAuthAdapter({ pool: db.app, secret, appUrl: "https://counterpart.example" });
  const person = {
    email: "host@people.example",
    password: "correct horse battery",
    name: "Host",
    organizationName: null,
  };
  const { setCookie } = await secured.signUp(person, new Headers());
  expect(setCookie[0]).toMatch(/^__Host-counterpart\.session=.*; Secure/i);
});
