/** The tokens of one provider call, in parts that do not overlap. Whole numbers, none negative. */
export type TokenBuckets = {
  /** Prompt tokens that no cache held. */
  input: number;
  cacheRead: number;
  cacheWrite: number;
  /** Text that a reader can see. */
  output: number;
  reasoning: number;
};

export const noTokens: TokenBuckets = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 };

/** Everything that was sent, cached or not: what long-context tiers are chosen by. */
export function inputTokensOf(tokens: TokenBuckets): number {
  return tokens.input + tokens.cacheRead + tokens.cacheWrite;
}

export function totalTokens(tokens: TokenBuckets): number {
  return inputTokensOf(tokens) + tokens.output + tokens.reasoning;
}

/** A provider's report is believed up to a billion tokens of a kind; the database refuses more. */
const MAX_TOKENS = 1_000_000_000;

export function isTokenCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MAX_TOKENS;
}

export function areTokenBuckets(tokens: TokenBuckets): boolean {
  return [tokens.input, tokens.cacheRead, tokens.cacheWrite, tokens.output, tokens.reasoning].every(isTokenCount);
}
