import { randomInt } from "node:crypto";
import { fileURLToPath } from "node:url";
import { ask, type Caller, question, signUp } from "./client";
import { type Parts, startParts } from "./parts";
import { type Asked, answersSettle, faultsOf, holdsClose, ledgerViolations } from "./truth";

const readersAtOnce = 3;

/**
 * Kills the application at random tokens, `rounds` times, while several answers are written; then looks
 * whether anything was lost, left open, or charged otherwise than once.
 * @returns everything that is wrong, and what was done.
 */
export async function killNine(
  parts: Parts,
  rounds: number,
  env: Record<string, string> = {},
): Promise<{ wrong: string[]; told: string }> {
  const callers: Caller[] = [];
  for (let n = 0; n < readersAtOnce; n++) callers.push(await signUp(parts.baseUrl));
  const asked: Asked[] = [];
  let tokens = 0;
  for (let round = 0; round < rounds; round++) {
    const killAt = randomInt(1, 120);
    let dying: Promise<number> | undefined;
    const heard = await Promise.all(
      callers.map(async (caller, index) => {
        const input = question(`Write ${400 + index * 50} words about rivers`);
        const answer = await ask(parts.baseUrl, caller, input, (count) => {
          if (index === 0 && count === killAt) dying ??= parts.endApp("SIGKILL");
        });
        return { answerId: input.answerId, messageId: input.messageId, text: textOf(input), heard: answer };
      }),
    );
    // An answer shorter than the token at which it should have been killed: then between two answers.
    await (dying ?? parts.endApp("SIGKILL"));
    asked.push(...heard);
    tokens += heard.reduce((sum, one) => sum + one.heard.text.length, 0);
    await parts.startApp(env);
  }
  const settled = await answersSettle(parts.owner);
  const closed = await holdsClose(parts.owner);
  const wrong = [...(await faultsOf(parts.owner, asked)), ...(await ledgerViolations(parts.owner))];
  const cut = asked.filter(({ heard }) => heard.status === 200 && !heard.isFinished).length;
  if (cut === 0) wrong.push("no answer was cut: nothing was proved");
  return {
    wrong,
    told: `${rounds} kills, ${asked.length} answers, ${cut} of them cut, ${tokens} characters delivered; after the last start answers were closed in ${settled} ms, holds in ${settled + closed} ms`,
  };
}

function textOf(input: ReturnType<typeof question>): string {
  return input.intent === "regenerate" ? "" : input.text;
}

// `tsx --conditions=react-server e2e/faults/kill-nine.ts 50` runs the whole of it.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const parts = await startParts({ DEMO_MODEL_SPEED: "60", WELCOME_CREDITS: "100000" });
  try {
    await parts.startApp();
    parts.startWorker();
    const { wrong, told } = await killNine(parts, Number(process.argv[2] ?? 50));
    console.log(`${told}; ${wrong.length} faults`);
    for (const fault of wrong) console.log(`  ${fault}`);
    process.exitCode = wrong.length === 0 ? 0 : 1;
  } finally {
    await parts.close();
  }
}
