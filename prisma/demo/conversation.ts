/** What the demonstration organisation has been talking about: a freight forwarder's ordinary weeks. */
export type DemoTurn = {
  question: string;
  answer: string;
  /** Tokens as the provider told them; the prompt grows with the conversation. */
  tokens: { input: number; cacheRead?: number; output: number; reasoning?: number };
};

export type DemoConversation = {
  title: string;
  /** Key of the person in people.ts. */
  by: "mira" | "jonas" | "lena";
  modelId: string;
  /** Days before today, and the hour (UTC) of the first question. */
  daysAgo: number;
  hour: number;
  isPinned?: boolean;
  turns: DemoTurn[];
};

/** The models that the demonstration's people use. */
export const sonnet = "anthropic/claude-sonnet-4-5";
export const mini = "openai/gpt-5-mini";
export const flash = "google/gemini-3.8-flash";
