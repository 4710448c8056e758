import { embedMany, generateText, isStepCount, streamText, tool } from "ai";
import { expect, it } from "vitest";
import { z } from "zod";
import type { ModelProvider } from "./models.port";

export type ContractSubject = {
  provider: ModelProvider;
  /** The name of a language model that calls a tool named `lookup` when asked to "look up" something. */
  chat: string;
  /** The name of an embedding model, where there is one. */
  embedding?: string;
  /** Makes the next answer call the tool and the one after it speak; nothing for models that decide by themselves. */
  prepareToolCall?: () => void;
  /** Makes the next answer a slow one, for stopping it in the middle. */
  prepareSlowAnswer?: () => void;
  /** Slow enough to be stopped, where the model cannot be told per answer. */
  slowProvider?: ModelProvider;
};

/** What every vendor must do, through the real SDK. */
export function testModelsContract(subject: () => ContractSubject): void {
  const languageModel = (provider = subject().provider) => {
    const model = provider.languageModel(subject().chat);
    if (!model) throw new Error("the provider serves no such model");
    return model;
  };

  it("streams text in several pieces and ends with usage that adds up", async () => {
    const result = streamText({ model: languageModel(), prompt: "Say something short.", maxRetries: 0 });
    const deltas: string[] = [];
    for await (const delta of result.textStream) deltas.push(delta);
    expect(deltas.length).toBeGreaterThan(1);
    const usage = await result.usage;
    expect(usage.inputTokens).toBeGreaterThan(0);
    expect(usage.outputTokens).toBeGreaterThan(0);
    const details = usage.inputTokenDetails;
    const parts = (details.noCacheTokens ?? 0) + (details.cacheReadTokens ?? 0) + (details.cacheWriteTokens ?? 0);
    expect(parts).toBe(usage.inputTokens);
    expect(await result.finishReason).toBe("stop");
  });

  it("answers in one piece too", async () => {
    const result = await generateText({ model: languageModel(), prompt: "Say something short.", maxRetries: 0 });
    expect(result.text.length).toBeGreaterThan(0);
    expect(result.usage.outputTokens).toBeGreaterThan(0);
  });

  it("calls a tool and goes on with its result", async () => {
    subject().prepareToolCall?.();
    const asked: string[] = [];
    const lookup = tool({
      description: "Look up a word in the dictionary",
      inputSchema: z.object({ word: z.string() }),
      execute: async ({ word }) => {
        asked.push(word);
        return { meaning: "a harbour" };
      },
    });
    const result = streamText({
      model: languageModel(),
      prompt: 'Please look up "haven" in the dictionary.',
      tools: { lookup },
      stopWhen: isStepCount(3),
      maxRetries: 0,
    });
    await result.consumeStream();
    expect(asked).toEqual(["haven"]);
    expect((await result.steps).length).toBe(2);
    expect((await result.text).length).toBeGreaterThan(0);
  });

  it("stops at once when it is aborted", async () => {
    subject().prepareSlowAnswer?.();
    const controller = new AbortController();
    const model = languageModel(subject().slowProvider);
    const { stream } = await model.doStream({
      prompt: [{ role: "user", content: [{ type: "text", text: "Write 300 words about harbours." }] }],
      abortSignal: controller.signal,
    });
    const reader = stream.getReader();
    for (let part = await reader.read(); part.value?.type !== "text-delta"; part = await reader.read())
      expect(part.done).toBe(false);
    controller.abort(new Error("stopped"));
    const abortedAt = performance.now();
    const drain = async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read());
    };
    await expect(drain()).rejects.toThrow();
    expect(performance.now() - abortedAt).toBeLessThan(500);
  });

  it("embeds several texts, one vector each", async () => {
    const name = subject().embedding;
    if (name === undefined) return expect(subject().provider.embeddingModel("anything")).toBeUndefined();
    const model = subject().provider.embeddingModel(name);
    if (!model) throw new Error("the provider serves no such embedding model");
    const { embeddings } = await embedMany({ model, values: ["one text", "another text"], maxRetries: 0 });
    expect(embeddings.length).toBe(2);
    expect(embeddings[0]?.length).toBe(embeddings[1]?.length);
    expect(embeddings[0]).not.toEqual(embeddings[1]);
  });

  it("serves under its own prefix and says whether it answers", async () => {
    const { provider } = subject();
    expect(provider.summary().provider).toBe(provider.provider);
    for (const served of provider.summary().serves) expect(served.id.startsWith(`${provider.provider}/`)).toBe(true);
    expect(await provider.health()).toMatchObject({ provider: provider.provider, ok: true });
  });
}
