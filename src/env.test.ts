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
