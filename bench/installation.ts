import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { freePort } from "~/local/free-port";
import { launch } from "~/testing/launch";

export type BenchInstallation = {
  baseUrl: string;
  launcherPid: number;
  slug: string;
  /** Headers of a signed-in owner of the organisation. */
  headers: Record<string, string>;
  stop(): Promise<void>;
};

const credits = 10_000_000n * 1_000_000n;

/** The production server on a data folder of its own, with one signed-in owner and credits that no run uses up. */
export async function startBenchInstallation(
  modelUrl: string,
  env: Record<string, string> = {},
): Promise<BenchInstallation> {
  const dataDir = await mkdtemp(join(tmpdir(), "counterpart-bench-"));
  await chmod(dataDir, 0o755);
  const launched = launch("start", {
    dataDir,
    port: await freePort(),
    env: {
      HOST: "localhost",
      OPENAI_API_KEY: "loopback",
      OPENAI_BASE_URL: `${modelUrl}/v1`,
      OPENAI_API: "chat",
      LOG_LEVEL: "warn",
      ...env,
    },
  });
  await launched.ready(300_000);
  const { slug, cookie } = await signUp(launched.baseUrl);
  await grant(dataDir, slug);
  return {
    baseUrl: launched.baseUrl,
    launcherPid: launched.child.pid ?? 0,
    slug,
    headers: { cookie, "x-org": slug, "content-type": "application/json" },
    stop: async () => {
      launched.child.kill("SIGTERM");
      await launched.ended();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function signUp(baseUrl: string): Promise<{ slug: string; cookie: string }> {
  const response = await fetch(`${baseUrl}/api/auth/sign-up`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "bench@counterpart.example", password: randomUUID(), organizationName: "Bench" }),
  });
  if (!response.ok) throw new Error(`sign-up answered ${response.status}: ${await response.text()}`);
  const { redirectTo } = await response.json();
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
  return { slug: String(redirectTo).split("/")[2] ?? "", cookie };
}

async function grant(dataDir: string, slug: string): Promise<void> {
  const port = (await readFile(join(dataDir, "postgres/port"), "utf8")).trim();
  const password = (await readFile(join(dataDir, "postgres-password"), "utf8")).trim();
  const client = new pg.Client({
    connectionString: `postgresql://counterpart:${password}@127.0.0.1:${port}/counterpart`,
  });
  await client.connect();
  await client.query(
    "SELECT ledger_grant(id, 'promo', 'bench', $2, NULL, NULL, NULL) FROM organization WHERE slug = $1",
    [slug, String(credits)],
  );
  await client.end();
}
