/** How providers write their own names; the rest is shown as configured. */
const PROVIDERS: Record<string, string> = {
  anthropic: "Anthropic",
  google: "Google",
  openai: "OpenAI",
  "openai-compatible": "OpenAI-compatible",
};

export function providerName(provider: string): string {
  return PROVIDERS[provider] ?? provider;
}

/** Name and provider of a model that is no longer offered, read from its id ("openai/gpt-5-mini"). */
export function namesFromId(modelId: string): { name: string; provider: string } {
  const slash = modelId.indexOf("/");
  return slash < 0
    ? { name: modelId, provider: "" }
    : { name: modelId.slice(slash + 1), provider: providerName(modelId.slice(0, slash)) };
}
