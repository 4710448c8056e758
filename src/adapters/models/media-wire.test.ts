import type { LanguageModelV4 } from "@ai-sdk/provider";
import { generateText } from "ai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ModelServer, startModelServer } from "~/testing/model-server/model-server";
import { anthropicModels } from "./anthropic";
import { googleModels } from "./google";
import { openaiImageDetail } from "./media-tokens";
import type { ModelProvider } from "./models.port";
import { openaiModels } from "./openai";
import { openaiCompatibleModels } from "./openai-compatible";
import { documentHint, fileHint } from "./prompt-media";

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const picture = new Uint8Array(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
);
const document = new Uint8Array(Buffer.from("%PDF-1.4\n%%EOF"));
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

/** What the vendor's own SDK makes of one message with a picture, a document, a text file and a question. */
async function sent(provider: ModelProvider, name: string): Promise<unknown> {
  const model: LanguageModelV4 | undefined = provider.languageModel(name);
  if (model === undefined) throw new Error("no such model");
  await generateText({
    model,
    maxRetries: 0,
    messages: [
      {
        role: "user",
        content: [
          {
            type: "file",
            mediaType: "image/png",
            filename: "pier.png",
            data: picture,
            providerOptions: { openai: { imageDetail: openaiImageDetail } },
          },
          {
            type: "file",
            mediaType: "application/pdf",
            filename: "tides.pdf",
            data: document,
            providerOptions: documentHint(2, 40),
          },
          { type: "text", text: "notes", providerOptions: fileHint("notes.md") },
          { type: "text", text: "What are these?" },
        ],
      },
    ],
  });
  expect(JSON.stringify(server.requests[0]?.body)).not.toContain("counterpart");
  const body = server.requests[0]?.body;
  return body?.input ?? body?.messages ?? body?.contents;
}

describe("a message with a picture and a document reaches", () => {
  it("OpenAI's Responses API as input_image and input_file, the picture in the detail that is counted", async () => {
    const provider = openaiModels({ apiKey: "k", baseUrl: `${server.url}/v1`, api: "responses" });
    expect(await sent(provider, "gpt-5-mini")).toEqual([
      {
        role: "user",
        content: [
          { type: "input_image", image_url: `data:image/png;base64,${base64(picture)}`, detail: "high" },
          { type: "input_file", filename: "tides.pdf", file_data: `data:application/pdf;base64,${base64(document)}` },
          { type: "input_text", text: "notes" },
          { type: "input_text", text: "What are these?" },
        ],
      },
    ]);
  });

  const asChat = [
    {
      role: "user",
      content: [
        { type: "image_url", image_url: { url: `data:image/png;base64,${base64(picture)}`, detail: "high" } },
        { type: "file", file: { filename: "tides.pdf", file_data: `data:application/pdf;base64,${base64(document)}` } },
        { type: "text", text: "notes" },
        { type: "text", text: "What are these?" },
      ],
    },
  ];

  it("OpenAI's chat completions as image_url and file", async () => {
    const provider = openaiModels({ apiKey: "k", baseUrl: `${server.url}/v1`, api: "chat" });
    expect(await sent(provider, "gpt-4.1-mini")).toEqual(asChat);
  });

  it("a compatible server in the same form", async () => {
    const provider = openaiCompatibleModels({ baseUrl: `${server.url}/v1`, models: ["llava"] });
    expect(await sent(provider, "llava")).toEqual(asChat);
  });

  it("Anthropic as image and document blocks", async () => {
    const provider = anthropicModels({ apiKey: "k", baseUrl: `${server.url}/v1` });
    expect(await sent(provider, "claude-sonnet-5")).toMatchObject([
      {
        role: "user",
        content: [
          { type: "image", source: { type: "base64", media_type: "image/png", data: base64(picture) } },
          {
            type: "document",
            title: "tides.pdf",
            source: { type: "base64", media_type: "application/pdf", data: base64(document) },
          },
          { type: "text", text: "notes" },
          { type: "text", text: "What are these?" },
        ],
      },
    ]);
  });

  it("Google as inline data", async () => {
    const provider = googleModels({ apiKey: "k", baseUrl: `${server.url}/v1beta` });
    expect(await sent(provider, "gemini-3.8-flash")).toEqual([
      {
        role: "user",
        parts: [
          { inlineData: { mimeType: "image/png", data: base64(picture) } },
          { inlineData: { mimeType: "application/pdf", data: base64(document) } },
          { text: "notes" },
          { text: "What are these?" },
        ],
      },
    ]);
  });
});
