import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { parseEnv } from "./env";

const usable = { APP_DATABASE_URL: "postgresql://counterpart_app@localhost/counterpart", AUTH_SECRET: "s".repeat(32) };

test("everything but the database and the secret has a default", () => {
  expect(parseEnv(usable)).toMatchObject({ WELCOME_CREDITS: 50, TEST_CHECKOUT: "on", SUPERADMIN_EMAILS: [] });
});

test("everything that is wrong is listed at once, by name", () => {
  expect(() => parseEnv({ AUTH_SECRET: "short", APP_URL: "ftp://x" })).toThrow(
    /APP_DATABASE_URL[\s\S]*APP_URL[\s\S]*AUTH_SECRET/,
  );
});

test("an empty value counts as not set", () => {
  expect(parseEnv({ ...usable, WELCOME_CREDITS: "" }).WELCOME_CREDITS).toBe(50);
});

test("superadmins' addresses are compared in lower case", () => {
  expect(parseEnv({ ...usable, SUPERADMIN_EMAILS: " Mira@Halden.example, ," }).SUPERADMIN_EMAILS).toEqual([
    "mira@halden.example",
  ]);
});

test("with Clerk, every key that it needs and that is missing or not a key is named at once", () => {
  const choose = (given: Record<string, string>) => () => parseEnv({ ...usable, AUTH_PROVIDER: "clerk", ...given });
  expect(choose({})).toThrow(
    /CLERK_SECRET_KEY: is needed[\s\S]*CLERK_PUBLISHABLE_KEY: is[\s\S]*CLERK_JWT_KEY: is needed/,
  );
  expect(
    choose({
      CLERK_SECRET_KEY: "pk_live_mixed-up",
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_live_${btoa("clerk.example.com; script-src *$")}`,
      CLERK_JWT_KEY: "-----BEGIN PUBLIC KEY-----\\nAAAA\\n-----END PUBLIC KEY-----",
      CLERK_WEBHOOK_SECRET: "secret",
    }),
  ).toThrow(
    /CLERK_SECRET_KEY: begins[\s\S]*PUBLISHABLE_KEY: is not[\s\S]*JWT_KEY: is not[\s\S]*WEBHOOK_SECRET: begins/,
  );
  expect(() => parseEnv({ ...usable, AUTH_PROVIDER: "okta" })).toThrow(/AUTH_PROVIDER/);
  expect(parseEnv(usable).AUTH_PROVIDER).toBe("embedded");
});

test("Clerk's public key is taken with its lines, and as one line with \\n in it", () => {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const given = {
    ...usable,
    AUTH_PROVIDER: "clerk",
    CLERK_SECRET_KEY: "sk_test_1",
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_test_${btoa("happy-cat-12.clerk.accounts.dev$")}`,
  };
  const lines = parseEnv({ ...given, CLERK_JWT_KEY: pem });
  expect(parseEnv({ ...given, CLERK_JWT_KEY: pem.replaceAll("\n", "\\n") })).toEqual(lines);
  const { publicKey: small } = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const tooSmall = small.export({ type: "spki", format: "pem" }).toString();
  expect(() => parseEnv({ ...given, CLERK_JWT_KEY: tooSmall })).toThrow(/CLERK_JWT_KEY/);
});

test("headers for the collector are read once, and what is no list of them ends the start by the variable's name", () => {
  const read = (list: string) => parseEnv({ ...usable, OTEL_EXPORTER_OTLP_HEADERS: list }).OTEL_EXPORTER_OTLP_HEADERS;
  expect(read("")).toEqual({});
  expect(read("x-team=a%20b, authorization=Basic%20eHg=,")).toEqual({ "x-team": "a b", authorization: "Basic eHg=" });
  for (const list of ["a=50%", "a", "=b", "a b=c", "a=b%0Ac"]) {
    expect(() => read(list), list).toThrow(/OTEL_EXPORTER_OTLP_HEADERS: must be name=value/);
  }
});
