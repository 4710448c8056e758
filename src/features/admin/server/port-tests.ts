import { randomBytes, randomUUID } from "node:crypto";
import { providerCostPusd } from "~/features/ledger/rates";
import { tryModel } from "~/features/metering/server/try-model.service";
import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import type { PortName } from "../port-names";
import { listPrices } from "./list-prices.service";
import type { PortAtWork } from "./ports-at-work";
import type { TestRun } from "./test-run";
import { trialModelsOf } from "./trial-models";
import { tryJobs } from "./try-jobs";
import { tryMail } from "./try-mail";

const probeMs = 10_000;
const modelMs = 30_000;
const fileMs = 20_000;

/** What is done to one port; each leaves nothing behind and charges no organisation. */
type PortTest = (run: TestRun, scope: UserScope, at: PortAtWork) => Promise<TestCost>;

/** What the vendor asks for it, in pusd; null where nothing is asked. */
type TestCost = bigint | null;

export const portTests: Record<PortName, PortTest> = {
  database: async (run, { backend }) => {
    await run.step("probe", probeMs, async () => {
      const { rows } = await backend.database.pool.query<{ version: string }>(
        "SELECT current_setting('server_version') AS version",
      );
      return `PostgreSQL ${rows[0]?.version ?? ""}`;
    });
    await run.step("roundTrip", probeMs, async () => {
      await inPlatform(backend.database, (db) => db.$queryRaw`SELECT 1`);
      return undefined;
    });
    return null;
  },

  auth: async (run, { ports, backend }, { probe }) => {
    await run.step("probe", probeMs, () => nothing(probe()));
    await run.step("stranger", probeMs, async () => {
      if ((await ports.auth.identify(new Headers())) !== null)
        throw new Error("a request without a session was let in");
      return undefined;
    });
    await run.step("origin", probeMs, async () => {
      const url = new URL(backend.settings.appUrl);
      const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
      if (url.protocol !== "https:" && !isHere) throw new Error(`APP_URL is ${url.origin}: sessions need https`);
      return url.origin;
    });
    return null;
  },

  models: async (run, { ports, backend }, { adapter, probe }) => {
    await run.step("probe", probeMs, () => nothing(probe()));
    const trials = trialModelsOf(await inPlatform(backend.database, listPrices), adapter);
    await run.step("choose", probeMs, async () => {
      if (trials.length === 0) throw new Error("no model of this provider is offered and has a price");
      return trials.map(({ id }) => id).join(", ");
    });
    let cost = 0n;
    for (const trial of trials) {
      await run.step(trial.kind === "chat" ? "ask" : "embed", modelMs, async (signal) => {
        cost += providerCostPusd(trial.price, await tryModel(ports.models, trial, signal));
        return trial.id;
      });
    }
    return cost;
  },

  mail: async (run, scope, { probe }) => {
    await run.step("probe", probeMs, () => nothing(probe()));
    await tryMail(run, scope);
    return null;
  },

  files: async (run, { ports: { files } }, { probe }) => {
    const bytes = randomBytes(1_024);
    const key = `self-test/${randomUUID()}`;
    await run.step("probe", probeMs, () => nothing(probe()));
    await run.step("write", fileMs, async (signal) => {
      await files.put(key, bytes, { contentType: "application/octet-stream", size: bytes.length }, signal);
      return "1 KB";
    });
    await run.step("read", fileMs, async () => {
      const found = await files.get(key);
      if (found === null) throw new Error("what was written is not there");
      const read = Buffer.from(await new Response(found.body).arrayBuffer());
      if (!read.equals(bytes)) throw new Error("what was read is not what was written");
      return undefined;
    });
    // Also where reading failed: nothing must stay.
    const isLeft = !run.ok;
    if (isLeft) await files.delete([key]).catch(() => undefined);
    await run.step("remove", fileMs, async () => {
      await files.delete([key]);
      if ((await files.get(key)) !== null) throw new Error("what was removed is still there");
      return undefined;
    });
    return null;
  },

  jobs: async (run, scope, { probe }) => {
    await run.step("probe", probeMs, () => nothing(probe()));
    await tryJobs(run, scope);
    return null;
  },

  payments: async (run, _scope, { probe }) => {
    await run.step("probe", probeMs, () => nothing(probe()));
    return null;
  },
};

async function nothing(work: Promise<unknown>): Promise<undefined> {
  await work;
}
