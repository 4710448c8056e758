import { canonicalJson } from "./worker/canonical-json";
import { createHttpClient } from "./worker/http-client";
import { createLoop } from "./worker/loop";
import { sign } from "./worker/signature";

type Target = {
  /** `/api/inngest` of the app, as this process reaches it. */
  serveUrl: string;
  signingKeys: readonly string[];
};

const LONGEST_MS = 60_000;

/**
 * Has the app tell the Inngest that it is configured for which functions there are, and where. Nothing else does:
 * nobody may ask it who does not sign. Throws an error that says what the app or the Inngest answered.
 */
export async function registerFunctions({ serveUrl, signingKeys }: Target): Promise<void> {
  const http = createHttpClient(LONGEST_MS);
  try {
    const body = canonicalJson({});
    const [key] = signingKeys;
    const headers: Record<string, string> = key === undefined ? {} : { "x-inngest-signature": sign(body, key) };
    const answer = await http.send({ method: "PUT", url: serveUrl, body, headers });
    if (answer.status !== 200) {
      throw new Error(`the functions are not registered with Inngest (${answer.status}): ${answer.body.slice(0, 300)}`);
    }
  } finally {
    http.close();
  }
}

/** Until it succeeds, and from then on: the application may be another version by then. */
const pauses = { untilDoneMs: 5_000, afterwardsMs: 5 * 60_000 };

/** Registers at once and again and again; it changes nothing where nothing has changed. */
export function keepRegistered(
  target: Target & {
    log: { info(fields: object, message: string): void; error(fields: object, message: string): void };
  },
): { stop(): Promise<void> } {
  const { log } = target;
  let isDone = false;
  let failures = 0;
  const everyMs = () => (isDone ? pauses.afterwardsMs : pauses.untilDoneMs);
  return createLoop("register", everyMs, log, async () => {
    try {
      await registerFunctions(target);
      if (!isDone) log.info({}, "the functions are registered with Inngest");
      isDone = true;
      failures = 0;
    } catch (error) {
      isDone = false;
      failures += 1;
      // The app begins beside us: its first moments are no trouble.
      if (failures % 60 === 4) log.error({ err: error }, "Inngest does not have the functions; it is tried again");
    }
  });
}
