import { createServer } from "node:http";
import { createOpenAI } from "@ai-sdk/openai";
import { streamText } from "ai";
import { z } from "zod";

/**
 * The floor that the chat is measured against: the AI SDK behind Node's own server, with no sign-in, no
 * credits, no database and nothing kept. `tsx bench/bare-server.ts <base URL of the model provider>`.
 */
const openai = createOpenAI({ apiKey: "loopback", baseURL: process.argv[2] ?? "" });
const Body = z.object({ text: z.string(), modelId: z.string() });

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { text, modelId } = Body.parse(JSON.parse(Buffer.concat(chunks).toString()));
  const result = streamText({ model: openai.chat(modelId), prompt: text, maxRetries: 0 });
  result.pipeUIMessageStreamToResponse(response);
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}\n`);
});
process.once("SIGTERM", () => {
  server.closeAllConnections();
  server.close();
});
