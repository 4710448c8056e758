import { noTokens, type TokenBuckets } from "~/features/ledger/token-buckets";
import type { Ports } from "~/server/ports";
import { modelUnavailable } from "../metering.errors";
import { providerBuckets } from "../usage-buckets";

/** Most tokens of the two sides together that a trial takes; some providers allow no smaller answer. */
export const trialInputTokens = 32;
export const trialOutputTokens = 16;

const question = "Answer with one word: yes.";

/**
 * One tiny call of a model outside the gate: the console's test of a provider, at the platform's own cost. Nobody
 * is charged. Nothing that a person wrote is in it, and its answer is not read.
 * @returns what the provider says that it used, all zero where it says nothing.
 */
export async function tryModel(
  models: Ports["models"],
  model: { id: string; kind: "chat" | "embedding" },
  signal: AbortSignal,
): Promise<TokenBuckets> {
  if (model.kind === "embedding") {
    const embedding = models.embeddingModel(model.id);
    if (embedding === undefined) throw modelUnavailable(model.id);
    const { usage, embeddings } = await embedding.doEmbed({ values: ["counterpart"], abortSignal: signal });
    if (embeddings.length !== 1 || embeddings[0]?.length === 0) throw new Error("the provider returned no vector");
    return { ...noTokens, input: usage?.tokens ?? 0 };
  }
  const language = models.languageModel(model.id);
  if (language === undefined) throw modelUnavailable(model.id);
  const { usage } = await language.doGenerate({
    prompt: [{ role: "user", content: [{ type: "text", text: question }] }],
    maxOutputTokens: trialOutputTokens,
    abortSignal: signal,
  });
  return providerBuckets(usage) ?? noTokens;
}
