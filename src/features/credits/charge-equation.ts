/** What a charge was computed from, as it was stored with it: nothing here is looked up again. Prices in pusd. */
export type ChargeFacts = {
  inputTokens: bigint;
  cacheReadTokens: bigint;
  cacheWriteTokens: bigint;
  outputTokens: bigint;
  reasoningTokens: bigint;
  inputPusd: bigint;
  cacheReadPusd: bigint;
  cacheWritePusd: bigint;
  outputPusd: bigint;
  reasoningPusd: bigint;
  requestPusd: bigint;
  costPusd: bigint;
  markupMode: "volume" | "graduated";
  markupFromPusd: bigint[];
  markupMultiplierBp: number[];
  creditPricePusd: bigint;
  chargeUcr: bigint;
};

export type TokenKind = "input" | "cacheRead" | "cacheWrite" | "output" | "reasoning";

/** One part of the sum, with the sign before it. */
export type EquationTerm =
  | { sign: "+" | null; kind: TokenKind; tokens: bigint; pusd: bigint }
  | { sign: "+" | null; kind: "request"; pusd: bigint }
  | { sign: "="; kind: "cost"; pusd: bigint }
  | { sign: "×"; kind: "markup"; fromPusd: bigint; multiplierBp: number }
  | { sign: "+" | "→"; kind: "slice"; pusd: bigint; fromPusd: bigint; multiplierBp: number }
  | { sign: "÷"; kind: "creditPrice"; pusd: bigint }
  | { sign: "="; kind: "charged"; ucr: bigint };

/** A charge as the equation that its receipt shows: tokens by kind, cost, markup, price of a credit, credits. */
export function chargeEquation(charge: ChargeFacts): EquationTerm[] {
  const parts: Exclude<EquationTerm, { sign: "=" | "×" | "÷" | "→" }>[] = [];
  const add = (kind: TokenKind, tokens: bigint, rate: bigint) => {
    // Input and output always show; the other kinds where there are any.
    if (tokens > 0n || kind === "input" || kind === "output") {
      parts.push({ sign: parts.length === 0 ? null : "+", kind, tokens, pusd: tokens * rate });
    }
  };
  add("input", charge.inputTokens, charge.inputPusd);
  add("cacheRead", charge.cacheReadTokens, charge.cacheReadPusd);
  add("cacheWrite", charge.cacheWriteTokens, charge.cacheWritePusd);
  add("output", charge.outputTokens, charge.outputPusd);
  add("reasoning", charge.reasoningTokens, charge.reasoningPusd);
  if (charge.requestPusd > 0n && charge.costPusd > 0n)
    parts.push({ sign: "+", kind: "request", pusd: charge.requestPusd });
  return [
    ...parts,
    { sign: "=", kind: "cost", pusd: charge.costPusd },
    ...markupTerms(charge),
    { sign: "÷", kind: "creditPrice", pusd: charge.creditPricePusd },
    { sign: "=", kind: "charged", ucr: charge.chargeUcr },
  ];
}

function markupTerms(charge: ChargeFacts): EquationTerm[] {
  const tiers = charge.markupFromPusd.map((fromPusd, index) => ({
    fromPusd,
    multiplierBp: charge.markupMultiplierBp[index] ?? 0,
  }));
  if (charge.markupMode === "volume") {
    const tier = tiers.findLast(({ fromPusd }) => fromPusd <= charge.costPusd) ?? tiers[0];
    return tier === undefined ? [] : [{ sign: "×", kind: "markup", ...tier }];
  }
  const slices: EquationTerm[] = [];
  for (const [index, tier] of tiers.entries()) {
    if (tier.fromPusd >= charge.costPusd && index > 0) break;
    const next = tiers[index + 1]?.fromPusd;
    const isLast = next === undefined || next >= charge.costPusd;
    const pusd = (isLast ? charge.costPusd : next) - tier.fromPusd;
    slices.push({ sign: index === 0 ? "→" : "+", kind: "slice", pusd, ...tier });
  }
  return slices;
}
