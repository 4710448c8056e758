import { describe, expect, it } from "vitest";
import { type ChargeFacts, chargeEquation } from "./charge-equation";

/** The charge of the mock-up: Claude Sonnet 4.5, 2.350440 credits. */
const charge: ChargeFacts = {
  inputTokens: 1_204n,
  cacheReadTokens: 8_192n,
  cacheWriteTokens: 0n,
  outputTokens: 512n,
  reasoningTokens: 128n,
  inputPusd: 3_000_000n,
  cacheReadPusd: 300_000n,
  cacheWritePusd: 3_750_000n,
  outputPusd: 15_000_000n,
  reasoningPusd: 15_000_000n,
  requestPusd: 0n,
  costPusd: 15_669_600_000n,
  markupMode: "volume",
  markupFromPusd: [0n, 10_000_000_000n],
  markupMultiplierBp: [100_000, 30_000],
  creditPricePusd: 20_000_000_000n,
  chargeUcr: 2_350_440n,
};

describe("chargeEquation", () => {
  it("adds up to the provider's cost and names the tier that the cost falls in", () => {
    const terms = chargeEquation(charge);
    expect(terms.map(({ kind }) => kind)).toEqual([
      "input",
      "cacheRead",
      "output",
      "reasoning",
      "cost",
      "markup",
      "creditPrice",
      "charged",
    ]);
    const sum = terms.reduce((total, term) => ("tokens" in term ? total + term.pusd : total), 0n);
    expect(sum).toBe(charge.costPusd);
    expect(terms.find(({ kind }) => kind === "markup")).toMatchObject({
      fromPusd: 10_000_000_000n,
      multiplierBp: 30_000,
    });
  });

  it("prices each slice by its own tier in graduated mode, and the slices add up to the cost", () => {
    const slices = chargeEquation({ ...charge, markupMode: "graduated" }).filter(({ kind }) => kind === "slice");
    expect(slices).toMatchObject([
      { sign: "→", pusd: 10_000_000_000n, multiplierBp: 100_000 },
      { sign: "+", pusd: 5_669_600_000n, multiplierBp: 30_000 },
    ]);
  });

  it("shows what a free call came to", () => {
    const terms = chargeEquation({
      ...charge,
      inputTokens: 0n,
      cacheReadTokens: 0n,
      outputTokens: 0n,
      reasoningTokens: 0n,
      costPusd: 0n,
      chargeUcr: 0n,
    });
    expect(terms.map(({ kind }) => kind)).toEqual(["input", "output", "cost", "markup", "creditPrice", "charged"]);
  });
});
