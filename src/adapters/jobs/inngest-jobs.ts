import type { Inngest } from "inngest";
import { AppError } from "~/lib/app-error";
import type { JobEvent, JobsPort } from "./jobs.port";

/** Inngest takes at most so many events, and so many characters of them, in one request. */
const MOST_EVENTS = 400;
const MOST_CHARACTERS = 400_000;

/** Events go to an Inngest, through its SDK. */
export function createInngestJobs(client: Inngest): JobsPort {
  return {
    adapter: "inngest",
    send: async (events) => {
      for (const batch of batches(events)) await sendBatch(client, batch);
    },
    probe: () => probe(client),
    dashboardUrl: dashboardOf(client),
    runs: null,
  };
}

const cloudDashboard = "https://app.inngest.com";

/** Inngest's own cloud shows runs elsewhere than it takes events; one of our own shows them where it does. */
function dashboardOf(client: Inngest): string {
  const { hostname, origin } = new URL(client.eventBaseUrl);
  return hostname === "inn.gs" || hostname.endsWith(".inngest.com") ? cloudDashboard : origin;
}

async function sendBatch(client: Inngest, batch: JobEvent[]): Promise<void> {
  try {
    await client.send(
      batch.map(({ id, name, data, ts }) => ({ id, name, data: asRecord(data), ...(ts === undefined ? {} : { ts }) })),
    );
  } catch (error) {
    throw new AppError("unavailable", `Inngest did not take ${batch.length} events: ${reason(error)}`, {
      cause: error,
    });
  }
}

/** No events at all are sent: whoever would take them answers, and tells a wrong key from a right one. */
async function probe(client: Inngest): Promise<void> {
  const url = new URL(`e/${client.eventKey ?? "key"}`, client.eventBaseUrl);
  let status: number;
  try {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(url, { method: "POST", body: "[]", headers, signal: AbortSignal.timeout(3_000) });
    status = answer.status;
  } catch (error) {
    throw new AppError("unavailable", `Inngest does not answer at ${url.origin}: ${reason(error)}`, { cause: error });
  }
  if (status >= 500) throw new AppError("unavailable", `Inngest answers ${status} at ${url.origin}`);
  // That nothing was sent, it may find fault with (400): then it has looked at the key before.
  if ([401, 403, 404].includes(status)) {
    throw new AppError("unavailable", `Inngest at ${url.origin} does not know INNGEST_EVENT_KEY (${status})`);
  }
  if (client.mode === "cloud" && client.signingKey === undefined) {
    throw new AppError("unavailable", "INNGEST_SIGNING_KEY is not set: Inngest cannot call us");
  }
}

function batches(events: readonly JobEvent[]): JobEvent[][] {
  const all: JobEvent[][] = [];
  let characters = Number.POSITIVE_INFINITY;
  for (const event of events) {
    const size = JSON.stringify(event).length;
    const last = all.at(-1);
    if (last === undefined || last.length >= MOST_EVENTS || characters + size > MOST_CHARACTERS) {
      all.push([event]);
      characters = size;
    } else {
      last.push(event);
      characters += size;
    }
  }
  return all;
}

function asRecord(data: unknown): Record<string, unknown> {
  return typeof data === "object" && data !== null && !Array.isArray(data) ? { ...data } : { value: data };
}

function reason(error: unknown): string {
  return error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
}
