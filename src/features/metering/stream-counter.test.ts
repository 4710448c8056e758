import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countTokens } from "~/adapters/models/tokenizer";
import { StreamCounter } from "./stream-counter";

const ENGLISH = "The harbour was quiet, and the ships came at dawn with timber, salt and letters. ".repeat(40);
const RUSSIAN = "Порт жил тихо, и корабли приходили на рассвете с лесом, солью и письмами. ".repeat(40);

describe("counting an answer while it is written", () => {
  it.each([ENGLISH, RUSSIAN])(
    "gives the number of the whole text, however it is cut and whenever it is asked",
    async (text) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 5, maxLength: 60 }),
          fc.nat(10),
          async (cuts, every) => {
            const counter = new StreamCounter();
            let at = 0;
            for (const [index, length] of cuts.entries()) {
              counter.add("output", text.slice(at, at + length));
              at += length;
              if (index % (every + 1) === 0)
                expect((await counter.tokens()).output).toBe(countTokens(text.slice(0, at)));
            }
            expect(await counter.tokens()).toEqual({ output: countTokens(text.slice(0, at)), reasoning: 0 });
          },
        ),
        { numRuns: 20 },
      );
    },
  );

  it("keeps text and reasoning apart", async () => {
    const counter = new StreamCounter();
    counter.add("reasoning", "thinking about it");
    counter.add("output", "done");
    expect(await counter.tokens()).toEqual({ output: 1, reasoning: countTokens("thinking about it") });
  });

  it("answers two who ask at once with the same number", async () => {
    const counter = new StreamCounter();
    counter.add("output", ENGLISH.repeat(10));
    const [one, two] = await Promise.all([counter.tokens(), counter.tokens()]);
    expect(one).toEqual(two);
  });

  it("costs next to nothing per chunk", async () => {
    const counter = new StreamCounter();
    const chunks = (ENGLISH + ENGLISH).match(/\s*\S+/g) ?? [];
    await counter.tokens();
    // Processor time: it survives a busy machine.
    const before = process.cpuUsage();
    for (const [index, chunk] of chunks.entries()) {
      counter.add("output", chunk);
      if (index % 20 === 0) await counter.tokens();
    }
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000 / chunks.length).toBeLessThan(0.05);
  });
});
