import { type Outcome, readAnswer } from "./answer";
import { canonicalJson } from "./canonical-json";
import type { ClaimedRun } from "./claim";
import { AnswerTooLarge, AppAway, type HttpClient } from "./http-client";
import { sign } from "./signature";
import { type RequestTick, TICK_HEADER } from "./tick";

export type App = { serveUrl: string; signingKeys: readonly string[]; http: HttpClient };

/** Sends a tick to the app by Inngest's serve protocol. Never throws: what goes wrong is an outcome. */
export async function askApp(
  app: App,
  run: ClaimedRun,
  tick: RequestTick,
  tickId: string,
  maxAttempts: number,
): Promise<Outcome> {
  const body = canonicalJson({
    ctx: {
      run_id: run.id,
      attempt: tick.attempt,
      max_attempts: maxAttempts,
      // Steps that run side by side are named first and run one request each.
      disable_immediate_execution: run.hasOpenSteps,
      use_api: false,
      stack: { stack: run.steps.map(({ id }) => id), current: run.steps.length },
    },
    event: run.event,
    events: [run.event],
    steps: Object.fromEntries(
      run.steps.map(({ id, data, error, state }) => [
        id,
        state === "failed" ? { type: "error", error } : { type: "data", data: data ?? null },
      ]),
    ),
  });
  const url = new URL(app.serveUrl);
  url.searchParams.set("fnId", run.functionId);
  url.searchParams.set("stepId", tick.kind === "step" ? tick.step : "step");
  const [key] = app.signingKeys;
  try {
    const answer = await app.http.send({
      method: "POST",
      url: url.href,
      body,
      headers: {
        [TICK_HEADER]: tickId,
        "x-run-id": run.id,
        ...(key === undefined ? {} : { "x-inngest-signature": sign(body, key) }),
      },
    });
    return readAnswer(answer, app.signingKeys, Date.now());
  } catch (error) {
    if (error instanceof AppAway) return { type: "away", reason: error.message };
    // Asked again it would do its work again, and say as much.
    if (error instanceof AnswerTooLarge) {
      return {
        type: "failed",
        error: { name: "AnswerTooLarge", message: error.message },
        isFinal: true,
        retryAt: null,
      };
    }
    const message = `No answer came from the app: ${error instanceof Error ? error.message : error}`;
    return { type: "failed", error: { name: "NoAnswer", message }, isFinal: false, retryAt: null };
  }
}
