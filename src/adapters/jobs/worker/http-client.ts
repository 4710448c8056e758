import http from "node:http";
import https from "node:https";
import type { HttpAnswer } from "./answer";
import { REQUEST_LIMIT_MS } from "./queue";

/** Nobody took the request. */
export class AppAway extends Error {}

/** The work was done, and what came of it is more than can be kept. */
export class AnswerTooLarge extends Error {}

/** Inngest allows 4 MB for a step's result; more is kept in a file and named. */
const LARGEST_ANSWER = 8 * 1024 * 1024;

export type HttpClient = {
  /** Throws AppAway when the connection is refused; any other error means that the request may have arrived. */
  send(request: { method: string; url: string; body: string; headers: Record<string, string> }): Promise<HttpAnswer>;
  close(): void;
};

/** Connections that stay open between the requests; as lean as it gets, since every step is one. */
export function createHttpClient(limitMs = REQUEST_LIMIT_MS): HttpClient {
  const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  const once: HttpClient["send"] = ({ method, url, body, headers }) =>
    new Promise((resolve, reject) => {
      const isTls = url.startsWith("https:");
      const request = (isTls ? https : http).request(url, {
        method,
        agent: isTls ? agents.https : agents.http,
        headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...headers },
      });
      const limit = setTimeout(() => request.destroy(new Error(`no answer within ${limitMs / 1000} s`)), limitMs);
      const fail = (error: Error) => {
        clearTimeout(limit);
        reject(Object.assign(error, { wasReused: request.reusedSocket }));
      };
      request.on("error", fail);
      request.on("response", (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on("data", (chunk: Buffer) => {
          size += chunk.length;
          chunks.push(chunk);
          if (size > LARGEST_ANSWER) {
            response.destroy(
              new AnswerTooLarge(
                `The answer is larger than ${LARGEST_ANSWER / 1024 / 1024} MB. Keep what is large in a file, and return its name.`,
              ),
            );
          }
        });
        response.on("error", fail);
        response.on("close", () => {
          if (!response.complete) fail(new Error("the answer was cut"));
        });
        response.on("end", () => {
          clearTimeout(limit);
          resolve({
            status: response.statusCode ?? 0,
            headers: flatten(response.headers),
            body: Buffer.concat(chunks).toString("utf8"),
          });
        });
      });
      request.end(body);
    });
  return {
    send: async (request) => {
      try {
        return await once(request);
      } catch (error) {
        if (isRefused(error)) throw new AppAway(`nobody listens at ${new URL(request.url).origin}`, { cause: error });
        // A connection that lay idle was closed at the moment it was used. The app answers a request once.
        if (wasReused(error)) return once(request);
        throw error;
      }
    },
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function isRefused(error: unknown): boolean {
  const codes = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"];
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

function wasReused(error: unknown): boolean {
  const isCut = error instanceof Error && "code" in error && ["ECONNRESET", "EPIPE"].includes(String(error.code));
  return isCut && "wasReused" in error && error.wasReused === true;
}

function flatten(headers: http.IncomingHttpHeaders): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
}
