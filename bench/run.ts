import { mkdir, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "~/local/paths";
import packageJson from "../package.json" with { type: "json" };
import { benchChat } from "./chat.bench";
import { benchInsight } from "./insight.bench";
import { benchJobs } from "./jobs.bench";
import { benchLedger } from "./ledger.bench";
import { benchOutbox } from "./outbox.bench";
import { benchQuery } from "./query.bench";
import { benchUpload } from "./upload.bench";

/**
 * `npm run bench [-- --only=ledger,chat --rounds=7 --seconds=1 --peer=<file.sql> --hour]` measures and writes one
 * JSON to bench/results. `--hour` kills workers for ten minutes instead of one. A and B are measured in turn within one run; quote the ratios, not the rates.
 */
const { values } = parseArgs({
  options: {
    only: { type: "string" },
    rounds: { type: "string", default: "7" },
    seconds: { type: "string", default: "1" },
    peer: { type: "string" },
    hour: { type: "boolean", default: false },
    out: { type: "string" },
  },
});

const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const sections: Record<string, () => Promise<object>> = {
  ledger: () => benchLedger({ rounds, seconds, ...(values.peer === undefined ? {} : { peerSql: values.peer }) }),
  chat: () => benchChat({ rounds, requestsPerRound: 30, streams: 100 }),
  insight: () => benchInsight({ rounds }),
  jobs: () => benchJobs({ rounds, killSeconds: values.hour ? 600 : 60 }),
  outbox: () => benchOutbox({ rounds, steadySeconds: 10 }),
  query: () => benchQuery({ rounds, seconds: Math.max(2, seconds) }),
  upload: () => benchUpload({ rounds }),
};

const wanted = values.only?.split(",") ?? Object.keys(sections);
const unknown = wanted.filter((name) => !(name in sections));
if (unknown.length > 0)
  throw new Error(`There is no section ${unknown.join(", ")}. Known: ${Object.keys(sections).join(", ")}.`);

const started = new Date();
const results: Record<string, object> = {};
for (const name of wanted) results[name] = (await sections[name]?.()) ?? {};

const report = {
  at: started.toISOString(),
  tookSeconds: Math.round((Date.now() - started.getTime()) / 1000),
  machine: { cpu: cpus()[0]?.model, cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30) },
  versions: { node: process.version, ...packageJson.dependencies },
  load: { rounds, seconds },
  results,
};
const file = values.out ?? join(projectRoot, "bench/results", `${started.toISOString().replace(/[:.]/g, "-")}.json`);
await mkdir(join(file, ".."), { recursive: true });
await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
console.log(`\nWritten to ${file}`);
