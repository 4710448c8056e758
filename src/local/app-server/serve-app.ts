import { createServer } from "node:http";
import next from "next";
import { env } from "~/env";
import { type ApiRoute, createApiListener } from "~/server/api-listener";
import { log } from "~/server/log";
import { nameProcess } from "~/server/process-name";
import { consoleToLog } from "~/server/telemetry/console-to-log";
import { speakLastWords } from "~/server/telemetry/last-words";
import { flushSpans } from "~/server/telemetry/tracing";
import { projectRoot } from "../paths";
import { keepClientAddress } from "./client-address";

/**
 * The production server: one listener, in which the API's routes are answered directly and everything else by
 * Next. A route costs less than half as much without the way through Next, see docs/decisions/0010.
 *
 * Asked to end, it takes no more connections, lets running requests finish, and exits.
 */
export async function serveApp(routes: readonly ApiRoute[], options: { port: number; host: string | undefined }) {
  process.title = "counterpart-app";
  nameProcess("app");
  speakLastWords();
  consoleToLog();
  const { TRUSTED_PROXIES } = env();
  const api = createApiListener(routes);
  const pages = next({
    dev: false,
    dir: projectRoot,
    port: options.port,
    ...(options.host === undefined ? {} : { hostname: options.host }),
  });
  const ready = pages.prepare();
  const server = createServer((request, response) => {
    if (TRUSTED_PROXIES === 0 && request.headers["x-forwarded-for"] !== undefined) warnOfProxy();
    keepClientAddress(request, TRUSTED_PROXIES);
    if (request.url?.startsWith("/api/")) return api(request, response);
    void ready
      .then(() => pages.getRequestHandler()(request, response))
      .catch((error: unknown) => {
        log().error({ err: error }, "a page could not be answered");
        if (!response.headersSent) response.statusCode = 500;
        response.end();
      });
  });
  server.once("error", (error) => {
    log().fatal({ err: error }, "the server cannot listen");
    process.exit(1);
  });
  await ready;
  server.listen(options.port, options.host);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      server.close(() => void flushSpans().finally(() => process.exit(0)));
      // Browsers keep connections open for their next request; nothing runs on those.
      server.closeIdleConnections();
    });
  }
}

let isWarned = false;

function warnOfProxy(): void {
  if (isWarned) return;
  isWarned = true;
  log().warn("requests come through a proxy, and TRUSTED_PROXIES is 0: everybody behind it counts as one machine");
}
