import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parseEnv } from "~/env";
import { projectRoot } from "~/local/paths";
import { createDatabase } from "~/server/db";
import { createPorts } from "~/server/ports";
import { createClerkKeys } from "~/testing/clerk/clerk-keys";
import { type GuideVariable, portGuide } from "./port-guide";
import { portsAtWork } from "./server/ports-at-work";

const variables = Object.values(portGuide).flatMap((choices) => choices.flatMap(({ variables }) => variables));

test("every variable that the console names is one that the README explains", async () => {
  const readme = await readFile(join(projectRoot, "README.md"), "utf8");
  expect(variables.map(({ name }) => name).filter((name) => !readme.includes(`| \`${name}\` |`))).toEqual([]);
});

test("the README's table of ports names every adapter with what it cannot do without", async () => {
  const readme = await readFile(join(projectRoot, "README.md"), "utf8");
  const section = readme.split(/^## /m).find((part) => part.startsWith("Ports")) ?? "";
  for (const [port, choices] of Object.entries(portGuide)) {
    for (const { adapter, variables: needed } of choices) {
      const row = section.split("\n").find((line) => line.includes(`| \`${adapter}\``) && line.includes(`${port}`));
      expect(row, `${port} ${adapter}`).toBeDefined();
      for (const { name, isNeeded } of needed) if (isNeeded) expect(row, `${port} ${adapter}`).toContain(`\`${name}`);
    }
  }
});

/** What stands in these variables is made up; nobody is asked. */
const sample: Record<string, string> = {
  CLERK_SECRET_KEY: "sk_test_0123456789abcdefghij",
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_test_${btoa("clerk.example.test$")}`,
  CLERK_JWT_KEY: createClerkKeys().publicPem,
  OPENAI_API_KEY: "sk-sample",
  OPENAI_COMPATIBLE_BASE_URL: "http://127.0.0.1:9/v1",
  OPENAI_COMPATIBLE_MODELS: "sample",
  ANTHROPIC_API_KEY: "sk-ant-sample",
  GOOGLE_GENERATIVE_AI_API_KEY: "sample",
  RESEND_API_KEY: "re_sample",
  MAIL_FROM: "Sample <sample@counterpart.example>",
  SMTP_URL: "smtp://127.0.0.1:9",
  S3_BUCKET: "sample",
  UPLOADTHING_TOKEN: btoa(JSON.stringify({ apiKey: "sk_live_sample", appId: "sample", regions: ["sea1"] })),
  INNGEST_EVENT_KEY: "sample",
  INNGEST_SIGNING_KEY: "signkey-test-0123456789abcdef",
  INNGEST_DEV: "http://127.0.0.1:9",
};
const installation = { APP_DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none", AUTH_SECRET: "x".repeat(32) };
const database = createDatabase(installation.APP_DATABASE_URL, 1);
afterAll(() => database.pool.end());

/** The adapters behind a port of an installation that has these variables set and no other ones. */
function atWork(port: string, variables: readonly GuideVariable[]): string[] {
  const set = Object.fromEntries(variables.map(({ name, value }) => [name, value ?? sample[name]]));
  const ports = createPorts(parseEnv({ ...installation, ...set }), database.pool);
  return portsAtWork({ database, ports })
    .filter((at) => at.port === port)
    .map(({ adapter }) => adapter);
}

const choices = Object.entries(portGuide).flatMap(([port, list]) =>
  list.map(({ adapter, variables }) => ({ port, adapter, variables })),
);

test.each(choices)("$port: what the guide says of $adapter puts it to work", ({ port, adapter, variables }) => {
  expect(
    atWork(
      port,
      variables.filter(({ isNeeded }) => isNeeded),
    ),
  ).toContain(adapter);
});

test.each(choices.filter(({ variables }) => variables.some(({ isInstead }) => isInstead)))(
  "$port: what the guide says to set instead puts $adapter to work by itself",
  ({ port, adapter, variables }) => {
    expect(
      atWork(
        port,
        variables.filter(({ isInstead }) => isInstead),
      ),
    ).toContain(adapter);
  },
);

const dispensable = choices.flatMap(({ port, adapter, variables }) => {
  const needed = variables.filter(({ isNeeded }) => isNeeded);
  // What an installation has anyway needs no setting.
  return atWork(port, []).includes(adapter) ? [] : needed.map((left) => ({ port, adapter, left, needed }));
});

test.each(dispensable)(
  "$port: without $left.name alone, $adapter is not at work or the installation says so",
  (one) => {
    const rest = one.needed.filter((variable) => variable !== one.left);
    try {
      expect(atWork(one.port, rest)).not.toContain(one.adapter);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith("The configuration is not usable")) throw error;
      expect(error.message).toContain(`${one.left.name}:`);
    }
  },
);
