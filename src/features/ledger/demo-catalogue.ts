import type { CatalogueModel } from "./catalogue";
import type { Rates } from "./rates";

/** The built-in models cost nobody anything; they are priced like a small and a middle one so that credits can be seen to move. */
export const demoCatalogue: readonly CatalogueModel[] = [
  {
    id: "demo/counterpart-demo",
    displayName: "Counterpart Demo",
    kind: "chat",
    contextWindow: 32_000,
    maxOutputTokens: 4_096,
    takes: ["image", "pdf_text"],
    aliases: ["demo/chat"],
    prices: [
      always({
        input: 250_000n,
        cacheRead: 25_000n,
        cacheWrite: 250_000n,
        output: 2_000_000n,
        reasoning: 2_000_000n,
        request: 0n,
      }),
    ],
  },
  {
    id: "demo/counterpart-demo-large",
    displayName: "Counterpart Demo Large",
    kind: "chat",
    contextWindow: 128_000,
    maxOutputTokens: 8_192,
    takes: ["image", "pdf_text"],
    aliases: [],
    prices: [
      always({
        input: 3_000_000n,
        cacheRead: 300_000n,
        cacheWrite: 3_750_000n,
        output: 15_000_000n,
        reasoning: 15_000_000n,
        request: 0n,
      }),
    ],
  },
  {
    id: "demo/counterpart-embed",
    displayName: "Counterpart Demo Embedding",
    kind: "embedding",
    contextWindow: 8_192,
    maxOutputTokens: 0,
    takes: [],
    aliases: ["demo/embedding"],
    prices: [
      always({ input: 20_000n, cacheRead: 20_000n, cacheWrite: 20_000n, output: 0n, reasoning: 0n, request: 0n }),
    ],
  },
];

function always(base: Rates) {
  return { validFrom: new Date(0), price: { base, tiers: [] } };
}
