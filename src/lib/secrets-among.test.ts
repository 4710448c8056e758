import { expect, test } from "vitest";
import { secretsAmong } from "./secrets-among";

test("what the configuration holds of secrets is known, the longest first, and what is no secret is not", () => {
  const found = secretsAmong({
    AUTH_SECRET: "abcdefgh-longer",
    S3_SECRET_ACCESS_KEY: "abcdefgh",
    METRICS_TOKEN: "token-of-metrics",
    SMTP_URL: "smtps://mailer:hunter2hunter2@mail.example",
    OTEL_EXPORTER_OTLP_HEADERS: "x-key=header-value,x=short",
    RESEND_API_KEY: "short",
    APP_URL: "https://counterpart.example/with/no/secret",
    PATH: "/usr/bin:/usr/local/bin",
  });
  expect(found).toEqual(["token-of-metrics", "abcdefgh-longer", "hunter2hunter2", "header-value", "abcdefgh"]);
});

test.each<[string, Record<string, string>, string[]]>([
  ["a key that is being changed", { INNGEST_SIGNING_KEY_FALLBACK: "signkey-a-0123" }, ["signkey-a-0123"]],
  ["a password as the driver reads it", { DATABASE_URL: "postgres://a:p%40ss%2Fword@h/d" }, ["p@ss/word"]],
  ["a header as it is sent", { OTEL_EXPORTER_OTLP_HEADERS: "x-key=ab%3Dcd%3Def" }, ["ab=cd=ef"]],
  ["a header without its scheme", { OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20abcdefghij" }, ["abcdefghij"]],
  [
    "the key inside a token",
    { UPLOADTHING_TOKEN: btoa('{"apiKey":"inner-key-1","appId":"application"}') },
    ["inner-key-1"],
  ],
])("%s is one of them", (_, variables, expected) => {
  expect(secretsAmong(variables)).toEqual(expect.arrayContaining(expected));
});

test("what is only beside a key in a token is no secret", () => {
  const token = btoa('{"apiKey":"inner-key-1","appId":"application"}');
  expect(secretsAmong({ UPLOADTHING_TOKEN: token })).toEqual([token, "inner-key-1"]);
});
