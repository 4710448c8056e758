import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ModelServer, startModelServer } from "~/testing/model-server/model-server";
import { createModels, type ModelsConfig } from "./models";
import { modelsEnv } from "./models.env";
import { openaiModels } from "./openai";

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());

const parse = (variables: Record<string, string>): ModelsConfig => z.object(modelsEnv).parse(variables);

describe("the configured models", () => {
  it("are the demonstration models alone when nothing is set, and none when that is off", () => {
    const models = createModels(parse({}));
    expect(models.list().map((provider) => provider.provider)).toEqual(["demo"]);
    expect(models.languageModel("demo/counterpart-demo")).toBeDefined();
    expect(models.embeddingModel("demo/counterpart-embed")).toBeDefined();
    expect(models.languageModel("openai/gpt-5-mini")).toBeUndefined();
    expect(createModels(parse({ DEMO_MODEL: "off" })).list()).toEqual([]);
  });

  it("come from every vendor whose key is there, under its own prefix", () => {
    const models = createModels(
      parse({
        OPENAI_API_KEY: "k",
        ANTHROPIC_API_KEY: "k",
        GOOGLE_GENERATIVE_AI_API_KEY: "k",
        OPENAI_COMPATIBLE_BASE_URL: "http://localhost:11434/v1",
        OPENAI_COMPATIBLE_MODELS: "llama3.3, org/model , embedding:nomic",
      }),
    );
    expect(models.languageModel("openai/gpt-5-mini")?.provider).toBe("openai.responses");
    expect(models.languageModel("anthropic/claude-sonnet-5")?.modelId).toBe("claude-sonnet-5");
    expect(models.languageModel("google/gemini-3.8-flash")?.modelId).toBe("gemini-3.8-flash");
    expect(models.languageModel("compatible/llama3.3")?.provider).toBe("compatible.chat");
    expect(models.languageModel("compatible/org/model")?.modelId).toBe("org/model");
    expect(models.embeddingModel("compatible/nomic")).toBeDefined();
    expect(models.embeddingModel("openai/text-embedding-3-small")).toBeDefined();
  });

  it("are not those that nobody serves, and an embedding is no chat model", () => {
    const models = createModels(parse({ OPENAI_API_KEY: "k", OPENAI_COMPATIBLE_BASE_URL: "http://localhost/v1" }));
    for (const id of ["compatible/other", "openai/text-embedding-3-small", "nobody/x", "gpt-5", "openai/", "/x", ""]) {
      expect(models.languageModel(id), id).toBeUndefined();
    }
    expect(models.embeddingModel("openai/gpt-5-mini")).toBeUndefined();
  });

  it("refuse a base URL that is none", () => {
    expect(() => parse({ OPENAI_BASE_URL: "file:///etc/passwd" })).toThrow();
    expect(() => parse({ DEMO_MODEL_SPEED: "-1" })).toThrow();
  });

  it("say which vendor does not answer, without showing its key", async () => {
    const models = createModels(
      parse({
        OPENAI_API_KEY: "sk-secret-key",
        OPENAI_BASE_URL: "http://127.0.0.1:9/v1",
        ANTHROPIC_API_KEY: "k",
        ANTHROPIC_BASE_URL: `${server.url}/v1`,
      }),
    );
    const health = await models.health();
    expect(health).toMatchObject([
      { provider: "demo", ok: true },
      { provider: "openai", ok: false },
      { provider: "anthropic", ok: true },
    ]);
    expect(JSON.stringify(health)).not.toContain("secret");
  });
});

describe("an answer that is larger than any honest one", () => {
  it("is not read to its end", async () => {
    server.next({ text: "One two", hugeAfter: 1, hugeBytes: 3_000_000 });
    const model = openaiModels({ apiKey: "k", baseUrl: `${server.url}/v1`, api: "chat" }).languageModel("gpt");
    const result = await model?.doStream({ prompt: [{ role: "user", content: [{ type: "text", text: "x" }] }] });
    const drain = async () => {
      for await (const part of result?.stream ?? [])
        if (part.type === "text-delta") expect(part.delta.length).toBeLessThan(100);
    };
    await expect(drain()).rejects.toThrow();
  });
});
