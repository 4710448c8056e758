/** What the loopback provider does with one request. Everything is optional: by default it answers well. */
export type ModelScript = {
  /** What it says, word by word. */
  text?: string;
  /** Instead of `text`: this many words. */
  tokens?: number;
  reasoning?: string;
  toolCalls?: { name: string; arguments: unknown }[];
  /** Pause before the first word, and before each further one. */
  firstTokenMs?: number;
  msPerToken?: number;
  finishReason?: "stop" | "length";

  /** Answers with this status (429, 500, 529 ...) and no stream. */
  status?: number;
  /** Seconds, sent as a header beside `status`. */
  retryAfter?: number;
  /** After so many words it says nothing more, and keeps the connection open. */
  stallAfter?: number;
  /** After so many words it destroys the connection. */
  cutAfter?: number;
  /** After so many words it ends the stream in good order, but without its ending events. */
  endAfter?: number;
  /** Sends everything but the usage, then ends the stream. */
  cutBeforeUsage?: boolean;
  /** After so many words it sends an error event inside the stream. */
  errorAfter?: number;
  /** After so many words it sends something that is no JSON. */
  malformedAfter?: number;
  /** After so many words one event carries this many bytes of text. */
  hugeAfter?: number;
  hugeBytes?: number;
  /** The last events are sent so many more times. */
  repeatEnding?: number;

  /** `exact` counts words; `none` leaves the numbers out; `zero` sends zeros. */
  usage?: "exact" | "none" | "zero" | ScriptedUsage;
  /** Pause between the last word and the usage. */
  usageDelayMs?: number;
};

export type ScriptedUsage = {
  input: number;
  output: number;
  cacheRead?: number;
  cacheWrite?: number;
  reasoning?: number;
};

/** The words that a script makes the model say; joined they are its text. */
export function wordsOfScript(script: ModelScript): string[] {
  if (script.text !== undefined) return script.text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
  return Array.from({ length: script.tokens ?? 5 }, (_, index) => (index === 0 ? "word" : ` word${index}`));
}

/** Numbers of a finished answer; undefined when the script sends none. */
export function usageOfScript(
  script: ModelScript,
  promptWords: number,
  outputWords: number,
): ScriptedUsage | undefined {
  const usage = script.usage ?? "exact";
  if (usage === "none") return undefined;
  if (usage === "zero") return { input: 0, output: 0 };
  return usage === "exact" ? { input: promptWords, output: outputWords } : usage;
}

/**
 * Reads a script out of a model's name, for tests that can set nothing else:
 * `scripted:tokens=50,msPerToken=5,cutAfter=10`.
 */
export function scriptFromModelName(model: string): ModelScript | undefined {
  const marker = "scripted:";
  if (!model.startsWith(marker)) return undefined;
  const entries = model
    .slice(marker.length)
    .split(",")
    .map((pair) => pair.split("="))
    .map(([key = "", value = ""]) => [key, readValue(value)]);
  return Object.fromEntries(entries);
}

function readValue(value: string): unknown {
  if (value === "true" || value === "false") return value === "true";
  return value !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
}
