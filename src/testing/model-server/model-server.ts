import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { anthropicWire } from "./anthropic-wire";
import { answerEmbeddings, embeddingModelOf } from "./embeddings-wire";
import { geminiWire } from "./gemini-wire";
import { type ModelScript, scriptFromModelName, usageOfScript, wordsOfScript } from "./model-script";
import { openaiChatWire } from "./openai-chat-wire";
import { openaiResponsesWire } from "./openai-responses-wire";
import { playScript, toolCallsOf } from "./play-script";
import type { WireFormat } from "./wire-format";

const WIRES: readonly WireFormat[] = [openaiChatWire, openaiResponsesWire, anthropicWire, geminiWire];

export type SeenRequest = {
  path: string;
  model: string;
  body: Record<string, unknown>;
  /** True once the client left before the answer was complete. */
  aborted: boolean;
  finished: boolean;
};

export type ModelServer = {
  /** For example `http://127.0.0.1:49152`; OpenAI's base URL is `${url}/v1`, Google's `${url}/v1beta`. */
  url: string;
  /** Every request for an answer so far, oldest first. */
  requests: SeenRequest[];
  /** The next requests get these scripts, one each, in order; after them `standard` again. */
  next(...scripts: ModelScript[]): void;
  /** What every request gets for which nothing else is said. */
  setStandard(script: ModelScript): void;
  /** A script for every request for one model's name. */
  setModel(model: string, script: ModelScript): void;
  reset(): void;
  close(): Promise<void>;
};

/**
 * A model provider on the loopback interface that speaks OpenAI chat completions, OpenAI responses,
 * Anthropic messages and Gemini, and misbehaves as told. Which script a request gets: its
 * `x-model-script` header (JSON), its model's name (`scripted:tokens=9`), `setModel`, `next`, `setStandard`.
 * Other processes use POST /_control with `{ next, standard, models, reset }` and GET /_control for the requests.
 */
export async function startModelServer(port = 0): Promise<ModelServer> {
  const state = {
    queue: [] as ModelScript[],
    standard: {} as ModelScript,
    models: new Map<string, ModelScript>(),
    requests: [] as SeenRequest[],
  };
  const reset = () => {
    state.queue = [];
    state.standard = {};
    state.models.clear();
    state.requests.length = 0;
  };
  const scriptFor = (model: string, request: IncomingMessage): ModelScript => {
    const header = request.headers["x-model-script"];
    if (typeof header === "string") return JSON.parse(header);
    return scriptFromModelName(model) ?? state.models.get(model) ?? state.queue.shift() ?? state.standard;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? "/", "http://loopback").pathname;
    if (request.method === "GET") return sendJson(response, 200, path === "/_control" ? state.requests : { data: [] });
    const body = JSON.parse((await readBody(request)) || "{}");
    if (path === "/_control") {
      if (body.reset) reset();
      state.queue.push(...(body.next ?? []));
      if (body.standard) state.standard = body.standard;
      for (const [model, script] of Object.entries<ModelScript>(body.models ?? {})) state.models.set(model, script);
      return sendJson(response, 200, { ok: true });
    }
    const wire = WIRES.find((candidate) => candidate.modelOf(path, body) !== undefined);
    const model = wire?.modelOf(path, body) ?? embeddingModelOf(path, body);
    if (model === undefined) return sendJson(response, 404, { error: { message: `no such path: ${path}` } });
    const seen: SeenRequest = { path, model, body, aborted: false, finished: false };
    state.requests.push(seen);
    response.on("close", () => {
      seen.finished = response.writableFinished;
      seen.aborted = !response.writableFinished;
    });
    const script = scriptFor(model, request);
    if (script.status !== undefined) {
      if (script.retryAfter !== undefined) response.setHeader("retry-after", String(script.retryAfter));
      return sendJson(response, script.status, (wire ?? openaiChatWire).error(script.status));
    }
    if (!wire) return sendJson(response, 200, answerEmbeddings(path, body, script));
    const promptWords = countWords(body);
    if (wire.isStream(path, body)) return playScript(wire.stream(model), script, promptWords, response);
    await sendWhole(wire, model, script, promptWords, response);
  };

  const server = createServer((request, response) => {
    response.on("error", () => undefined);
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendJson(response, 400, { error: { message: String(error) } });
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${isAddressInfo(address) ? address.port : port}`,
    requests: state.requests,
    next: (...scripts) => void state.queue.push(...scripts),
    setStandard: (script) => {
      state.standard = script;
    },
    setModel: (model, script) => void state.models.set(model, script),
    reset,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function sendWhole(
  wire: WireFormat,
  model: string,
  script: ModelScript,
  promptWords: number,
  response: ServerResponse,
): Promise<void> {
  // A whole answer can only be silent or broken off before it is sent.
  if (script.stallAfter !== undefined) return;
  if (script.firstTokenMs) await new Promise((resolve) => setTimeout(resolve, script.firstTokenMs));
  if (script.cutAfter !== undefined) return void response.destroy();
  const toolCalls = toolCallsOf(script);
  const silent = toolCalls.length > 0 && script.text === undefined && script.tokens === undefined;
  const words = silent ? [] : wordsOfScript(script);
  sendJson(
    response,
    200,
    wire.whole({
      model,
      text: words.join(""),
      reasoning: script.reasoning ?? "",
      toolCalls,
      finishReason: script.finishReason ?? "stop",
      usage: usageOfScript(script, promptWords, words.length + toolCalls.length),
    }),
  );
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function countWords(body: Record<string, unknown>): number {
  const said = JSON.stringify(body.messages ?? body.input ?? body.contents ?? "");
  return said.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "").length;
}

function isAddressInfo(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}
