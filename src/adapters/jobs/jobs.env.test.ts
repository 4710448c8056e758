import { expect, test } from "vitest";
import { parseEnv } from "~/env";

const base = { APP_DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none", AUTH_SECRET: "x".repeat(32) };
const keys = { INNGEST_EVENT_KEY: "event", INNGEST_SIGNING_KEY: `signkey-prod-${"ab".repeat(32)}` };

test("needs nothing for the worker, and both keys for an Inngest", () => {
  expect(parseEnv(base).INNGEST_APP_ID).toBe("counterpart");
  expect(parseEnv({ ...base, ...keys }).INNGEST_EVENT_KEY).toBe("event");
  expect(() => parseEnv({ ...base, INNGEST_EVENT_KEY: "event" })).toThrow(/INNGEST_SIGNING_KEY: is needed/);
  expect(() => parseEnv({ ...base, INNGEST_BASE_URL: "http://inngest:8288", INNGEST_SIGNING_KEY: "ab" })).toThrow(
    /INNGEST_EVENT_KEY: is needed/,
  );
});

test("does not take unsigned calls in production", () => {
  const development = { ...base, INNGEST_DEV: "http://localhost:8288" };
  expect(parseEnv(development).INNGEST_DEV).toBe("http://localhost:8288");
  expect(() => parseEnv({ ...development, NODE_ENV: "production" })).toThrow(
    /INNGEST_DEV: takes calls that nobody signed/,
  );
});

test("refuses a signing key that is none", () => {
  expect(() => parseEnv({ ...base, ...keys, INNGEST_SIGNING_KEY: "letmein" })).toThrow(/must be hexadecimal/);
});
