/** What a prompt holds beside text. Sizes in pixels; `textTokens` by the o200k table. */
export type Medium =
  | { kind: "image"; width: number; height: number }
  | { kind: "pdf"; pages: number; textTokens: number };

/** likely: what the provider will count, as far as it says how. most: what it counts at the very most. */
export type TokenRange = { likely: number; most: number };

/**
 * Input tokens of a picture or a document for one model, by the rules that providers publish (as of November 2026).
 * A model without a rule of its own is taken for the dearest. No separate price for pictures is known to the price
 * data of any model for sale: they are input tokens like others.
 */
export function mediaTokens(modelId: string, medium: Medium): TokenRange {
  const rule = ruleOf(modelId);
  if (medium.kind === "image") return rule.image(medium.width, medium.height);
  return {
    likely: Math.ceil(medium.textTokens * rule.textLikely) + medium.pages * rule.page.likely,
    most: Math.ceil(medium.textTokens * rule.textMost) + medium.pages * rule.page.most,
  };
}

type Rule = {
  image: (width: number, height: number) => TokenRange;
  /** A page of a document as a picture, whatever its size; its text is counted beside it. */
  page: TokenRange;
  /** How much finer than here the vendor cuts text, as a guess and at most. */
  textLikely: number;
  textMost: number;
};

/** Pictures are asked for with `detail: "high"`, which all of OpenAI's rules below are for. */
export const openaiImageDetail = "high";

/**
 * OpenAI, guide "Images and vision": the newer models cut a picture into patches of 32 pixels, shrink it until no more
 * than a budget of them is left, and count each times a factor of the model.
 */
function patches(budget: number, likely: number, most: number = likely): Rule {
  const image = (width: number, height: number) => {
    const count = Math.min(budget, Math.ceil(width / 32) * Math.ceil(height / 32));
    return { likely: Math.ceil(count * likely), most: Math.ceil(count * most) };
  };
  return { image, page: image(1_240, 1_754), textLikely: 1, textMost: 1.05 };
}

/**
 * The same guide, for the older ones: fit into 2048 x 2048, then shrink to 768 on the shorter side; a base, and so many
 * tokens for each square of 512. A page has at most the squares of the longest picture there is.
 */
function squares(base: number, perSquare: number): Rule {
  const image = (width: number, height: number) => {
    const fit = Math.min(1, 2_048 / Math.max(width, height));
    const shrink = fit * Math.min(1, 768 / (Math.min(width, height) * fit));
    const count = Math.ceil((width * shrink) / 512) * Math.ceil((height * shrink) / 512);
    return same(base + count * perSquare);
  };
  return { image, page: { likely: base + 6 * perSquare, most: base + 8 * perSquare }, textLikely: 1, textMost: 1.05 };
}

/**
 * Anthropic, guides "Vision" and "PDF support": a token for each patch of 28 pixels, after a picture is shrunk to the
 * largest that the model sees. Each page of a document is a picture, and its text is given beside it.
 */
function visualTokens(largest: number): Rule {
  const image = (width: number, height: number) =>
    same(Math.min(largest, Math.ceil(width / 28) * Math.ceil(height / 28)));
  return { image, page: { likely: Math.min(largest, 1_600), most: largest }, textLikely: 1.15, textMost: 1.3 };
}

/** Google, guide "Media resolution": by default a picture has 1120 tokens and a page 560, next above 1120. */
const gemini: Rule = {
  image: () => ({ likely: 1_120, most: 1_120 }),
  page: { likely: 560, most: 1_120 },
  textLikely: 1.1,
  textMost: 1.3,
};

/** The largest budget and the largest factor that are published for any model. */
const unknown: Rule = { ...patches(2_500, 1.2, 2.46), textLikely: 1.15, textMost: 1.3 };

const rules: readonly (readonly [prefix: string, rule: Rule])[] = [
  ["demo/", squares(85, 170)],
  ["openai/gpt-4o-mini", squares(2_833, 5_667)],
  ["openai/gpt-4.1-mini", patches(1_536, 1.62)],
  ["openai/gpt-5-mini", patches(1_536, 1.2, 1.62)],
  ["openai/gpt-5-nano", patches(1_536, 1.5, 2.46)],
  ["openai/gpt-5.4-mini", patches(1_536, 1.62)],
  ["anthropic/claude-sonnet-4-5", visualTokens(1_600)],
  ["anthropic/claude-haiku-4-5", visualTokens(1_600)],
  ["anthropic/", visualTokens(4_784)],
  ["google/", gemini],
];

function ruleOf(modelId: string): Rule {
  return rules.find(([prefix]) => modelId.startsWith(prefix))?.[1] ?? unknown;
}

function same(tokens: number): TokenRange {
  return { likely: tokens, most: tokens };
}
