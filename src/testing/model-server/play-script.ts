import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type ModelScript, usageOfScript, wordsOfScript } from "./model-script";
import type { WireStream, WireToolCall } from "./wire-format";

/** Writes a scripted answer to the wire, with its pauses and its faults. Ends early when the client leaves. */
export async function playScript(
  wire: WireStream,
  script: ModelScript,
  promptWords: number,
  response: ServerResponse,
): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const write = (text: string) => (text === "" || response.destroyed ? undefined : response.write(text));
  const pause = (ms: number | undefined) => (ms && !response.destroyed ? sleep(ms) : undefined);
  write(wire.open());
  await pause(script.firstTokenMs);
  for (const delta of script.reasoning?.match(/\s*\S+/g) ?? []) write(wire.reasoning(delta));

  const words = wordsOfScript(script);
  const silent = (script.toolCalls?.length ?? 0) > 0 && script.text === undefined && script.tokens === undefined;
  const spoken = silent ? [] : words;
  for (let index = 0; index <= spoken.length; index += 1) {
    if (response.destroyed) return;
    if (await playFault(wire, script, index, response)) return;
    const word = spoken[index];
    if (word === undefined) break;
    if (index > 0) await pause(script.msPerToken);
    write(wire.text(word));
  }
  const calls = toolCallsOf(script);
  for (const call of calls) write(wire.toolCall(call));

  const reason = script.finishReason ?? "stop";
  const finish = wire.finish(reason, calls.length > 0);
  write(finish);
  await pause(script.usageDelayMs);
  if (!script.cutBeforeUsage) {
    const end = wire.end(reason, calls.length > 0, usageOfScript(script, promptWords, spoken.length + calls.length));
    write(end);
    for (let times = 0; times < (script.repeatEnding ?? 0); times += 1) write(finish + end);
  }
  response.end();
}

export function toolCallsOf(script: ModelScript): WireToolCall[] {
  return (script.toolCalls ?? []).map((call, index) => ({
    id: `call_${index + 1}`,
    name: call.name,
    arguments: JSON.stringify(call.arguments),
  }));
}

/** Does what the script has planned after so many words. True when nothing more is to be sent. */
async function playFault(
  wire: WireStream,
  script: ModelScript,
  words: number,
  response: ServerResponse,
): Promise<boolean> {
  if (script.stallAfter === words) return true;
  if (script.cutAfter === words) {
    // Lets what was written reach the client before the connection breaks.
    await sleep(20);
    response.destroy();
    return true;
  }
  if (script.endAfter === words) {
    response.end();
    return true;
  }
  if (script.errorAfter === words) {
    response.end(wire.error());
    return true;
  }
  if (script.malformedAfter === words) response.write("data: {this is not JSON\n\n");
  if (script.hugeAfter === words) response.write(wire.text("x".repeat(script.hugeBytes ?? 1_000_000)));
  return false;
}
