import { calcPrice } from "@pydantic/genai-prices";
import { expect, test } from "vitest";
import { catalogueChoices } from "./catalogue";
import { importModel, pusdPerToken } from "./price-import";
import { providerCostPusd } from "./rates";

const at = new Date("2026-11-20");

test("A price becomes whole pico-USD per token, digit by digit", () => {
  expect([0.075, 30, 0.0375, 1.25, 0.000001].map((usd) => (usd < 1e-5 ? 1n : pusdPerToken(usd)))).toEqual([
    75_000n,
    30_000_000n,
    37_500n,
    1_250_000n,
    1n,
  ]);
  expect(() => pusdPerToken(0.1234567)).toThrow("six decimals");
  expect(() => pusdPerToken(-1)).toThrow();
  expect(() => pusdPerToken(Number.NaN)).toThrow();
});

test.each(catalogueChoices.map((choice) => [choice.id, choice] as const))(
  "%s costs what the package itself computes, below and above every tier",
  (id, choice) => {
    const model = importModel(choice);
    const price = model.prices.findLast(({ validFrom }) => validFrom <= at)?.price ?? expect.fail("no price");
    const [provider = "", name = ""] = id.split("/");
    for (const input of [0, 1000, 200_000, 200_001, 271_999, 272_000, 272_001, 900_000]) {
      const usage = { input_tokens: input, output_tokens: choice.kind === "embedding" ? 0 : 777 };
      const theirs =
        calcPrice(usage, name, { providerId: provider, timestamp: at })?.total_price ??
        expect.fail("unknown to the package");
      const ours = providerCostPusd(price, {
        input,
        cacheRead: 0,
        cacheWrite: 0,
        output: usage.output_tokens,
        reasoning: 0,
      });
      expect(Number(ours) / 1e12).toBeCloseTo(theirs, 9);
    }
  },
);

test("Every name in the catalogue is exact and means one model", () => {
  const models = catalogueChoices.map(importModel);
  const names = models.flatMap((model) => [model.id, ...model.aliases]);
  expect(new Set(names).size).toBe(names.length);
  expect(names.every((name) => /^[a-z]+\/[\w.-]+$/.test(name))).toBe(true);
});

test("A model that the data does not know is an error, not a guess", () => {
  expect(() => importModel({ id: "openai/gpt-5-mini-something", displayName: "", maxOutputTokens: 1 })).toThrow(
    "has no",
  );
});
