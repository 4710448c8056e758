import type { LanguageModelV4Prompt } from "@ai-sdk/provider";
import { generateText, isStepCount, jsonSchema, Output, streamText, tool } from "ai";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { countPrompt } from "../prompt-tokens";
import { countTokens } from "../tokenizer";
import { createDemoLanguageModel } from "./demo-language-model";

const demo = (tokensPerSecond = 0) =>
  createDemoLanguageModel({ name: "counterpart-demo", tokensPerSecond, thinks: "when-asked" });

const ask = async (prompt: string, options: { maxOutputTokens?: number; instructions?: string } = {}) =>
  (await generateText({ model: demo(), prompt, ...options })).text;

const HARBOUR =
  "The harbour was quiet. Ships came at dawn with timber and salt. The harbour master wrote every ship into a large book. Nobody read the book. After the war the book was the only record of the ships.";
const PORT_RU =
  "Порт жил тихо. Корабли приходили на рассвете с лесом и солью. Смотритель порта записывал каждый корабль в большую книгу. Книгу никто не читал. После войны книга оказалась единственной записью о кораблях.";

describe("the demonstration model says what it is", () => {
  it.each([
    ["Hello", /demonstration model/],
    ["Who are you?", /demonstration model/],
    ["Why is the sky blue?", /demonstration model/],
    ["What is 2 + 2?", /demonstration model/],
    ["Привет!", /демонстрационная модель/i],
    ["Почему небо голубое?", /демонстрационная модель/i],
  ])("in its first answer to %j", async (question, name) => expect(await ask(question)).toMatch(name));
});

describe("the demonstration model answers from what it is given", () => {
  it.each([
    ["What is 18% of 240?", "43.2"],
    ["Compute (12 + 7) * 3 please", "= 57"],
    ["сколько будет 2 ^ 10 - 24", "= 1000"],
    ["сколько будет 12 плюс 30?", "= 42"],
    ["What is 1,000 / 8?", "= 125"],
    ["0.1 + 0.2", "= 0.3"],
  ])("calculates: %s", async (question, result) => expect(await ask(question)).toContain(result));

  it("summarises with sentences of the text, and shortly when asked to be short", async () => {
    const normal = await ask(`Summarise: ${HARBOUR}`);
    expect(normal).toContain("The harbour master wrote every ship into a large book.");
    const short = await ask(`Summarise in one sentence: ${HARBOUR}`);
    expect(short.length).toBeLessThan(normal.length);
  });

  it("lists as many points as it is asked for, in the language of the question", async () => {
    const answer = await ask(`Выдели три главные мысли: ${PORT_RU}`);
    expect(answer.match(/^- /gm)?.length).toBe(3);
    expect(answer).toContain("книга оказалась единственной записью");
  });

  it.each([
    [`How many words are in this text: ${HARBOUR}`, "**38 words**"],
    ["Сколько слов в тексте: один два три четыре пять", "**5 слов**"],
    ["Сколько слов в тексте: один два три", "**3 слова**"],
  ])("counts words", async (question, count) => expect(await ask(question)).toContain(count));

  it("makes Markdown tables and code blocks", async () => {
    expect(await ask("Make a table of: apples: 3, pears: 7, plums: 12")).toContain("| pears | 7 |");
    expect(await ask("Write a python function for parsing dates")).toMatch(/```python\n[\s\S]+```/);
  });

  it("writes as many words as it is asked for", async () => {
    expect((await ask("Write 120 words about tea")).split(/\s+/).length).toBe(120);
    expect((await ask("Напиши 90 слов о чае")).split(/\s+/).length).toBe(90);
  });

  it("remembers what was said before", async () => {
    const { text } = await generateText({
      model: demo(),
      messages: [
        { role: "user", content: "My cat is called Mirza." },
        { role: "assistant", content: "Noted." },
        { role: "user", content: "What did I say?" },
      ],
    });
    expect(text).toContain("> My cat is called Mirza.");
  });

  it("makes short titles, without talking about itself", async () => {
    const instructions = "Write a short title for this conversation.";
    const title = await ask("Please tell me about the history of tea in China, and its prices.", { instructions });
    expect(title).toBe("Tell me about the history of tea");
  });

  it("answers the same thing in the same way", async () => {
    for (const question of ["Why is the sky blue?", `Summarise: ${HARBOUR}`, "Write 50 words about salt"]) {
      expect(await ask(question)).toBe(await ask(question));
    }
  });

  it.each([
    "",
    "   ",
    "\u0000\u0007",
    "🙂",
    "a".repeat(20_000),
    "|".repeat(300),
    "((((((1+",
    "```",
    "<script>alert(1)</script>",
  ])("does not trip over %j", async (question) => expect((await ask(question)).length).toBeGreaterThan(0));
});

describe("the demonstration model's usage", () => {
  it("is exact, streamed or not", async () => {
    const prompt: LanguageModelV4Prompt = [{ role: "user", content: [{ type: "text", text: "Why is the sky blue?" }] }];
    const whole = await generateText({ model: demo(), prompt: "Why is the sky blue?" });
    expect(whole.usage).toMatchObject({
      inputTokens: (await countPrompt("demo/chat", { prompt })).text,
      outputTokens: countTokens(whole.text),
    });
    const streamed = streamText({ model: demo(), prompt: "Why is the sky blue?" });
    expect(await streamed.text).toBe(whole.text);
    expect(await streamed.usage).toMatchObject({ outputTokens: countTokens(whole.text) });
  });

  it("obeys the bound, and says that it was cut", async () => {
    const result = streamText({ model: demo(), prompt: "Write 400 words about harbours", maxOutputTokens: 40 });
    expect(countTokens(await result.text)).toBe(40);
    expect(await result.usage).toMatchObject({ outputTokens: 40 });
    expect(await result.finishReason).toBe("length");
  });

  it("counts a repeated beginning as read from the cache", async () => {
    const model = demo();
    const first = { role: "user" as const, content: `Summarise: ${HARBOUR.repeat(12)}` };
    const begun = await generateText({ model, messages: [first] });
    expect(begun.usage.inputTokenDetails.cacheReadTokens).toBe(0);
    const messages = [
      first,
      { role: "assistant" as const, content: begun.text },
      { role: "user" as const, content: "Shorter." },
    ];
    const { usage } = await generateText({ model, messages });
    expect(usage.inputTokenDetails.cacheReadTokens).toBe(begun.usage.inputTokens);
    expect((usage.inputTokenDetails.cacheReadTokens ?? 0) + (usage.inputTokenDetails.noCacheTokens ?? 0)).toBe(
      usage.inputTokens,
    );
  });

  it("tells thoughts and text apart", async () => {
    const result = await generateText({ model: demo(), prompt: "Think step by step: what is 6 * 7?" });
    expect(result.reasoningText?.length).toBeGreaterThan(0);
    expect(result.usage.outputTokenDetails).toEqual({
      reasoningTokens: countTokens(result.reasoningText ?? ""),
      textTokens: countTokens(result.text),
    });
  });
});

describe("the demonstration model and tools", () => {
  const weather = tool({
    description: "Get the weather of a city",
    inputSchema: z.object({
      city: z.string(),
      units: z.enum(["celsius", "fahrenheit"]),
      days: z.number().int().min(1).optional(),
    }),
    execute: async ({ city, units }) => ({ city, units, temperature: 21 }),
  });
  const orders = tool({
    description: "Find orders of a customer",
    inputSchema: z.object({ email: z.email() }),
    execute: async () => [{ order: 7 }],
  });

  it("calls the one that fits with arguments from its schema, and answers from the result", async () => {
    const result = await generateText({
      model: demo(),
      prompt: "What is the weather in Berlin, in fahrenheit?",
      tools: { orders, getWeather: weather },
      stopWhen: isStepCount(3),
    });
    expect(result.steps[0]?.toolCalls).toMatchObject([
      { toolName: "getWeather", input: { city: "Berlin", units: "fahrenheit" } },
    ]);
    expect(result.steps.length).toBe(2);
    expect(result.text).toContain("21");
  });

  it("calls several one after the other when they are named", async () => {
    const result = await generateText({
      model: demo(),
      prompt: "Use getWeather for Oslo and findOrders of ann@example.org",
      tools: { getWeather: weather, findOrders: orders },
      stopWhen: isStepCount(5),
    });
    expect(result.steps.flatMap((step) => step.toolCalls.map((call) => call.toolName))).toEqual([
      "getWeather",
      "findOrders",
    ]);
    expect(result.steps.flatMap((step) => step.toolCalls)[1]).toMatchObject({ input: { email: "ann@example.org" } });
  });

  it("calls none when none fits or none may be called, and one when one must", async () => {
    const tools = { getWeather: weather };
    expect((await generateText({ model: demo(), prompt: "What is 2 + 2?", tools })).toolCalls).toEqual([]);
    const prompt = "What is the weather in Rome?";
    expect((await generateText({ model: demo(), prompt, tools, toolChoice: "none" })).toolCalls).toEqual([]);
    expect((await generateText({ model: demo(), prompt: "Hi", tools, toolChoice: "required" })).toolCalls.length).toBe(
      1,
    );
  });

  it("fills any schema that it is given with a value that fits", async () => {
    const schema = z.object({
      name: z.string(),
      size: z.number().min(3).max(9),
      when: z.iso.date(),
      tags: z.array(z.string()).min(2),
      place: z.object({ kind: z.enum(["home", "work"]), isOpen: z.boolean() }),
      note: z.string().nullable(),
    });
    const { output } = await generateText({
      model: demo(),
      prompt: "Meet at work on 2026-12-01",
      output: Output.object({ schema }),
    });
    expect(schema.parse(output)).toMatchObject({ when: "2026-12-01", place: { kind: "work" } });
    const odd = jsonSchema<unknown>({ type: "object", properties: { self: { $ref: "#" } } });
    await expect(
      generateText({ model: demo(), prompt: "x", output: Output.object({ schema: odd }) }),
    ).resolves.toBeDefined();
  });
});

describe("the demonstration model's pace", () => {
  it("is the one that is set", async () => {
    const startedAt = performance.now();
    await streamText({ model: demo(100), prompt: "Write 30 words about tea" }).consumeStream();
    const tookMs = performance.now() - startedAt;
    expect(tookMs).toBeGreaterThan(250);
    expect(tookMs).toBeLessThan(3_000);
  });

  it("ends at once when it is stopped", async () => {
    const controller = new AbortController();
    const { stream } = await demo(5).doStream({
      prompt: [{ role: "user", content: [{ type: "text", text: "Write 300 words about tea" }] }],
      abortSignal: controller.signal,
    });
    const reader = stream.getReader();
    await reader.read();
    const reading = reader.read().then(() => reader.read());
    controller.abort(new Error("stopped"));
    const stoppedAt = performance.now();
    await expect(reading).rejects.toThrow("stopped");
    expect(performance.now() - stoppedAt).toBeLessThan(150);
  });
});
