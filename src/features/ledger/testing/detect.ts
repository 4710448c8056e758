import { randomUUID } from "node:crypto";
import fc from "fast-check";
import pg from "pg";
import type { TestDatabase } from "~/testing/database";
import { authorizeUsage } from "../server/authorize-usage.service";
import { settleHold } from "../server/settle-hold.service";
import { noTokens } from "../token-buckets";
import { compareRun, openSessions } from "./compare-run";
import { scenarioArbitrary } from "./ledger-commands";
import { admission, createLedgerOrg, createModel, timesOne, tokenPrice, violations } from "./ledger-fixture";

/** Runs the model beside the database; throws at the first difference. */
export async function compareWithModel(db: TestDatabase, options: { runs: number; seed: number }): Promise<void> {
  const sessions = await openSessions(db);
  try {
    await fc.assert(
      fc.asyncProperty(scenarioArbitrary, async (scenario) => {
        // Without the invariants, which take most of the time: the state alone gives a mutant away.
        await compareRun(sessions, scenario, { invariants: false });
      }),
      // A shrunk example is for people; a mutant only has to fail.
      { numRuns: options.runs, seed: options.seed, endOnFailure: true },
    );
  } finally {
    await sessions.close();
  }
}

/** Sixteen connections on one organisation's credit, all at once; throws when more goes out than there is, or the books break. */
export async function raceForCredit(db: TestDatabase, options: { rounds: number }): Promise<void> {
  const modelId = await createModel(db.owner, tokenPrice);
  const clients = await Promise.all(
    Array.from({ length: 16 }, async () => {
      const client = new pg.Client(db.appUrl);
      await client.connect();
      return client;
    }),
  );
  try {
    for (let round = 0; round < options.rounds; round += 1) {
      const orgId = await createLedgerOrg(db.owner, { credits: 1000n, markup: timesOne });
      const call = () => admission(modelId, { inputTokens: 100, maxOutputTokens: 100, minOutputTokens: 100 });
      const admitted = await Promise.all(clients.map((client) => authorizeUsage(client, orgId, call())));
      const holds = admitted.flatMap((result) => (result.code === "ok" ? [result.holdId] : []));
      if (holds.length !== 5) throw new Error(`${holds.length} calls went out on credit for 5`);
      await Promise.all(
        holds.map((holdId, index) =>
          settleHold(clients[index] ?? db.app, orgId, holdId, {
            tokens: { ...noTokens, output: 150 },
            basis: "provider",
          }),
        ),
      );
    }
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
  const found = await violations(db.app);
  if (found.length > 0) throw new Error(found.join("; "));
}

/** The same request fifty times at once is one call. */
export async function raceOneRequest(db: TestDatabase): Promise<void> {
  const modelId = await createModel(db.owner, tokenPrice);
  const orgId = await createLedgerOrg(db.owner, { credits: 100_000n, markup: timesOne });
  const call = admission(modelId, { requestId: randomUUID() });
  const results = await Promise.all(Array.from({ length: 50 }, () => authorizeUsage(db.app, orgId, call)));
  const codes = results.map(({ code }) => code);
  if (codes.filter((code) => code === "ok").length !== 1 || codes.filter((code) => code === "replay").length !== 49)
    throw new Error(codes.join());
}
