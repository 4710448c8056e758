import { spawn } from "node:child_process";
import { randomInt, randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countTokens } from "~/adapters/models/tokenizer";
import { type MeteringFixture, startMetering } from "../testing/metering-fixture";
import type { MortalAnswer } from "../testing/mortal-answer-process";
import type { MeteringScope } from "./metering-scope";

let world: MeteringFixture;
beforeAll(async () => {
  world = await startMetering();
  await world.db.owner.query(
    `CREATE TABLE journal (id serial, request_id text, text text);
     GRANT ALL ON journal, journal_id_seq TO counterpart_app`,
  );
});
afterAll(() => world.close());

const WORDS = 150;
const KILLS = 5;
const script = fileURLToPath(new URL("../testing/mortal-answer-process.ts", import.meta.url));

/** Runs an answer in a process of its own and kills it once so many words were shown; returns what was shown. */
function killAfter(words: number, task: MortalAnswer): Promise<string> {
  const child = spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(task)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let shown = "";
  child.stdout.on("data", (chunk: Buffer) => {
    shown += chunk.toString("utf8");
    if (shown.split(" ").length >= words) child.kill("SIGKILL");
  });
  return new Promise((resolve) => child.on("close", () => resolve(shown)));
}

describe("kill -9 at any word", () => {
  it("leaves every shown token charged, once, and no hold open after the sweep", { timeout: 120_000 }, async () => {
    world.server.setStandard({ tokens: WORDS, msPerToken: 4, usage: { input: 20, output: WORDS } });
    const answers: { scope: MeteringScope; task: MortalAnswer; words: number }[] = [];
    for (let index = 0; index < KILLS; index += 1) {
      const scope = await world.createScope(1_000_000n);
      const task: MortalAnswer = {
        databaseUrl: world.db.appUrl,
        modelUrl: `${world.server.url}/v1`,
        orgId: scope.orgId,
        userId: scope.userId,
        requestId: randomUUID(),
      };
      // The last one is killed at the very end, where the charge is being made.
      answers.push({ scope, task, words: index === KILLS - 1 ? WORDS : randomInt(1, WORDS) });
    }
    const shown = await Promise.all(answers.map(({ words, task }) => killAfter(words, task)));
    await world.sweepLater();
    for (const [index, { scope, task, words }] of answers.entries()) {
      const { rows } = await world.db.owner.query<{ text: string }>(
        "SELECT coalesce(string_agg(text, '' ORDER BY id), '') AS text FROM journal WHERE request_id = $1",
        [task.requestId],
      );
      const written = rows[0]?.text ?? "";
      expect(written.startsWith(shown[index] ?? ""), `killed after ${words} words`).toBe(true);
      expect(await world.holds(scope)).toEqual(["settled"]);
      const [charge, ...more] = await world.charges(scope);
      expect(more).toEqual([]);
      if (charge?.basis === "checkpoint")
        expect(charge.output, `killed after ${words} words`).toBe(countTokens(written));
      else expect(charge).toMatchObject({ basis: "provider", ucr: 20 + WORDS });
    }
    expect(await world.violations()).toEqual([]);
  });
});
