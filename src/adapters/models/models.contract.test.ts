import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import { type ModelServer, startModelServer } from "~/testing/model-server/model-server";
import { anthropicModels } from "./anthropic";
import { demoModels } from "./demo/demo";
import { googleModels } from "./google";
import { type ContractSubject, testModelsContract } from "./models.contract";
import { openaiModels } from "./openai";
import { openaiCompatibleModels } from "./openai-compatible";

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const scripted = (subject: Omit<ContractSubject, "prepareToolCall" | "prepareSlowAnswer">): ContractSubject => ({
  ...subject,
  prepareToolCall: () =>
    server.next({ toolCalls: [{ name: "lookup", arguments: { word: "haven" } }] }, { text: "It is a harbour." }),
  prepareSlowAnswer: () => server.next({ tokens: 100, msPerToken: 50 }),
});

describe("the OpenAI adapter over the Responses API", () => {
  testModelsContract(() =>
    scripted({
      provider: openaiModels({ apiKey: "test", baseUrl: `${server.url}/v1`, api: "responses" }),
      chat: "gpt-4o",
      embedding: "text-embedding-3-small",
    }),
  );
});

describe("the OpenAI adapter over chat completions", () => {
  testModelsContract(() =>
    scripted({
      provider: openaiModels({ apiKey: "test", baseUrl: `${server.url}/v1`, api: "chat" }),
      chat: "gpt-4o",
      embedding: "text-embedding-3-small",
    }),
  );
});

describe("the adapter for OpenAI-compatible servers", () => {
  testModelsContract(() =>
    scripted({
      provider: openaiCompatibleModels({ baseUrl: `${server.url}/v1`, models: ["llama", "embedding:nomic"] }),
      chat: "llama",
      embedding: "nomic",
    }),
  );
});

describe("the Anthropic adapter", () => {
  testModelsContract(() =>
    scripted({ provider: anthropicModels({ apiKey: "test", baseUrl: `${server.url}/v1` }), chat: "claude-sonnet-4-5" }),
  );
});

describe("the Google adapter", () => {
  testModelsContract(() =>
    scripted({
      provider: googleModels({ apiKey: "test", baseUrl: `${server.url}/v1beta` }),
      chat: "gemini-2.5-flash",
      embedding: "gemini-embedding-001",
    }),
  );
});

describe("the demonstration adapter", () => {
  testModelsContract(() => ({
    provider: demoModels({ tokensPerSecond: 0 }),
    slowProvider: demoModels({ tokensPerSecond: 20 }),
    chat: "chat",
    embedding: "embedding",
  }));
});
