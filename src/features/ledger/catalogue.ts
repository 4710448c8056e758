import type { PriceRates } from "./rates";

/**
 * What a model reads beside text. image: pictures. pdf: documents as they are, pages and all. pdf_text: of a document
 * only the text, which is sent to it as text. Text and Markdown go to every model.
 */
export const modelInputs = ["image", "pdf", "pdf_text"] as const;
export type ModelInput = (typeof modelInputs)[number];

/** A model that is for sale, as it is seeded. Its id is `<provider>/<the provider's own name>`. */
export type CatalogueModel = {
  id: string;
  displayName: string;
  kind: "chat" | "embedding";
  contextWindow: number;
  maxOutputTokens: number;
  takes: readonly ModelInput[];
  /** Other exact names of the same model at the same price, with the provider in front. */
  aliases: string[];
  /** In force from `validFrom` until the next one; the first has always been. */
  prices: { validFrom: Date; price: PriceRates }[];
};

/** What is picked out of the price data, with what the data does not know: the largest answer, what it reads beside text, and a window where it is silent. */
export type CatalogueChoice = {
  id: string;
  displayName: string;
  maxOutputTokens: number;
  contextWindow?: number;
  kind?: "embedding";
  takes?: readonly ModelInput[];
  aliases?: string[];
};

const seesAll: readonly ModelInput[] = ["image", "pdf"];

export const catalogueChoices: readonly CatalogueChoice[] = [
  { id: "openai/gpt-6-sol", displayName: "GPT-6 Sol", maxOutputTokens: 128_000, takes: seesAll },
  { id: "openai/gpt-6-luna", displayName: "GPT-6 Luna", maxOutputTokens: 128_000, takes: seesAll },
  { id: "openai/gpt-5.5", displayName: "GPT-5.5", maxOutputTokens: 128_000, takes: seesAll },
  { id: "openai/gpt-5.4-mini", displayName: "GPT-5.4 mini", maxOutputTokens: 128_000, takes: seesAll },
  { id: "openai/gpt-5-mini", displayName: "GPT-5 mini", maxOutputTokens: 128_000, takes: seesAll },
  { id: "openai/gpt-5-nano", displayName: "GPT-5 nano", maxOutputTokens: 128_000, takes: seesAll },
  { id: "openai/gpt-4.1-mini", displayName: "GPT-4.1 mini", maxOutputTokens: 32_768, takes: seesAll },
  // A page shown to it as a picture costs tens of thousands of tokens: of documents it is given the text.
  { id: "openai/gpt-4o-mini", displayName: "GPT-4o mini", maxOutputTokens: 16_384, takes: ["image", "pdf_text"] },
  { id: "anthropic/claude-opus-5-5", displayName: "Claude Opus 5.5", maxOutputTokens: 128_000, takes: seesAll },
  { id: "anthropic/claude-sonnet-5", displayName: "Claude Sonnet 5", maxOutputTokens: 64_000, takes: seesAll },
  {
    id: "anthropic/claude-sonnet-4-5",
    displayName: "Claude Sonnet 4.5",
    maxOutputTokens: 64_000,
    takes: seesAll,
    aliases: ["anthropic/claude-sonnet-4-5-20250929"],
  },
  {
    id: "anthropic/claude-haiku-4-5",
    displayName: "Claude Haiku 4.5",
    maxOutputTokens: 64_000,
    takes: seesAll,
    aliases: ["anthropic/claude-haiku-4-5-20251001"],
  },
  {
    id: "google/gemini-3.1-pro-preview",
    displayName: "Gemini 3.1 Pro",
    contextWindow: 1_048_576,
    maxOutputTokens: 65_536,
    takes: seesAll,
  },
  { id: "google/gemini-3.8-flash", displayName: "Gemini 3.8 Flash", maxOutputTokens: 65_536, takes: seesAll },
  { id: "google/gemini-3.5-flash-lite", displayName: "Gemini 3.5 Flash-Lite", maxOutputTokens: 65_536, takes: seesAll },
  { id: "openai/text-embedding-3-small", displayName: "Text Embedding 3 small", kind: "embedding", maxOutputTokens: 0 },
  { id: "openai/text-embedding-3-large", displayName: "Text Embedding 3 large", kind: "embedding", maxOutputTokens: 0 },
  {
    id: "google/gemini-embedding-001",
    displayName: "Gemini Embedding",
    kind: "embedding",
    contextWindow: 2_048,
    maxOutputTokens: 0,
  },
];
