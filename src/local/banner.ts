import type { Environment } from "./app-environment";
import type { Seeded } from "./seed";

/** Says where the application is, who can sign in, and what runs in place of which vendor. */
export function printBanner(options: {
  env: Environment;
  database: string;
  startedAt: number;
  mode: "development" | "production";
  demo: Seeded["demo"];
}): void {
  const seconds = ((Date.now() - options.startedAt) / 1000).toFixed(1);
  const lines = [
    "",
    `  Counterpart is ready (${seconds} s): ${options.env.APP_URL}`,
    "",
    `  Database   ${options.database}`,
    `  Models     ${modelsInUse(options.env)}`,
    `  Sign-in    ${options.env.AUTH_PROVIDER === "clerk" ? "Clerk" : "embedded (better-auth), e-mail and password"}`,
    `  Checkout   ${options.env.TEST_CHECKOUT === "off" ? "off" : "embedded test checkout: no money moves"}`,
  ];
  if (options.demo !== null) {
    lines.push("", `  Demo sign-ins, all with the password ${options.demo.password}`);
    for (const { email, role } of options.demo.signIns) lines.push(`    ${email.padEnd(32)} ${role}`);
  }
  if (options.mode === "development") lines.push("", "  Ctrl-C stops everything.", "");
  console.log(lines.join("\n"));
}

function modelsInUse(env: Environment): string {
  const vendors = [
    env.DEMO_MODEL === "off" ? null : "embedded demonstration model",
    env.OPENAI_API_KEY ? "OpenAI" : null,
    // An address may have a password in it.
    env.OPENAI_COMPATIBLE_BASE_URL ? new URL(env.OPENAI_COMPATIBLE_BASE_URL).host : null,
    env.ANTHROPIC_API_KEY ? "Anthropic" : null,
    env.GOOGLE_GENERATIVE_AI_API_KEY ? "Google" : null,
  ];
  return vendors.filter((vendor) => vendor !== null).join(", ") || "none: set a key, or DEMO_MODEL=on";
}
