import type { LanguageModelV4Usage } from "@ai-sdk/provider";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { totalTokens } from "~/features/ledger/token-buckets";
import { providerBuckets, usageOfBuckets, usageOfFinish } from "./usage-buckets";

const usage = (
  input: Partial<LanguageModelV4Usage["inputTokens"]>,
  output: Partial<LanguageModelV4Usage["outputTokens"]>,
  raw?: LanguageModelV4Usage["raw"],
): LanguageModelV4Usage => ({
  inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined, ...input },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined, ...output },
  ...(raw && { raw }),
});
const stop = { unified: "stop", raw: "stop" } as const;
const local = { promptTokens: 20, output: { output: 5, reasoning: 0 } };

describe("a provider's usage", () => {
  it("becomes buckets that sum to its totals, whatever its parts", () => {
    fc.assert(
      fc.property(
        fc.nat(1e6),
        fc.nat(1e6),
        fc.nat(1e6),
        fc.nat(1e6),
        fc.nat(1e6),
        (noCache, read, write, text, reasoning) => {
          const total = noCache + read + write;
          const buckets = providerBuckets(
            usage({ total, cacheRead: read, cacheWrite: write }, { total: text + reasoning, reasoning }, { total }),
          );
          expect(buckets).toEqual({ input: noCache, cacheRead: read, cacheWrite: write, output: text, reasoning });
          expect(buckets && totalTokens(buckets)).toBe(total + text + reasoning);
        },
      ),
    );
  });

  it("that is missing is not zero, and zero is not missing", () => {
    expect(providerBuckets(undefined)).toBeNull();
    expect(providerBuckets(usage({}, {}))).toBeNull();
    expect(providerBuckets(usage({ total: 0 }, { total: 0 }, { prompt_tokens: null }))).toBeNull();
    expect(providerBuckets(usage({ total: 0 }, { total: 0 }, {}))).toBeNull();
    expect(providerBuckets(usage({ total: 0 }, { total: 0 }, { prompt_tokens: 0 }))).toMatchObject({
      input: 0,
      output: 0,
    });
    expect(providerBuckets(usage({ total: 0 }, { total: 0 }))).toMatchObject({ input: 0, output: 0 });
  });

  it("that contradicts itself is not believed", () => {
    expect(providerBuckets(usage({ total: 10, cacheRead: 20 }, { total: 5 }))).toBeNull();
    expect(providerBuckets(usage({ total: -1 }, { total: 5 }))).toBeNull();
    expect(providerBuckets(usage({ total: 1.5 }, { total: 5 }))).toBeNull();
    expect(providerBuckets(usage({ total: Number.NaN }, { total: 5 }))).toBeNull();
    expect(providerBuckets(usage({ total: 1e12 }, { total: 5 }))).toBeNull();
  });

  it("with reasoning beside the total, as some compatible servers report it, loses none of it", () => {
    expect(providerBuckets(usage({ total: 10 }, { total: 5, reasoning: 90 }))).toMatchObject({
      output: 5,
      reasoning: 90,
    });
  });

  it("is taken as it is when the answer ended in order", () => {
    expect(usageOfFinish(usage({ total: 7 }, { total: 1 }), stop, local)).toEqual({
      basis: "provider",
      tokens: { input: 7, cacheRead: 0, cacheWrite: 0, output: 1, reasoning: 0 },
    });
  });

  it("is replaced by the local count when there is none", () => {
    expect(usageOfFinish(undefined, stop, local)).toEqual({
      basis: "stream_estimate",
      tokens: { input: 20, cacheRead: 0, cacheWrite: 0, output: 5, reasoning: 0 },
    });
  });

  it.each([{ unified: "interrupted", raw: undefined } as const, { unified: "other", raw: undefined } as const])(
    "of a broken answer ($unified) is a part: the larger of it and the local count is an estimate",
    (reason) => {
      expect(usageOfFinish(usage({ total: 18, cacheRead: 8 }, { total: 1 }), reason, local)).toEqual({
        basis: "stream_estimate",
        tokens: { input: 10, cacheRead: 8, cacheWrite: 0, output: 5, reasoning: 0 },
      });
    },
  );

  it("survives the way back into the SDK's form", () => {
    const tokens = { input: 1, cacheRead: 2, cacheWrite: 3, output: 4, reasoning: 5 };
    expect(providerBuckets(usageOfBuckets(tokens))).toEqual(tokens);
  });
});
