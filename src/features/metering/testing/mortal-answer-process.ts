/**
 * An answer in a process of its own, for tests that kill it: streams through the delivery gate, journals
 * with the checkpoint in one statement and prints what it shows. Arguments as JSON: see `MortalAnswer`.
 */
import { writeSync } from "node:fs";
import { streamText, toUIMessageStream } from "ai";
import pg from "pg";
import { composeModels } from "~/adapters/models/compose-models";
import { openaiCompatibleModels } from "~/adapters/models/openai-compatible";
import { OrgEvents } from "~/server/org-events";
import { openDeliveryGate } from "../server/delivery-gate";
import { meteredModel } from "../server/metered-model";

export type MortalAnswer = { databaseUrl: string; modelUrl: string; orgId: string; userId: string; requestId: string };

const task: MortalAnswer = JSON.parse(process.argv[2] ?? "{}");
const pool = new pg.Pool({ connectionString: task.databaseUrl, max: 3 });
const scope = {
  orgId: task.orgId,
  userId: task.userId,
  sql: pool,
  tokensPerMonth: null,
  ports: { models: composeModels([openaiCompatibleModels({ baseUrl: task.modelUrl, models: ["test"] })]) },
  backend: { events: new OrgEvents(pool) },
};
const { model, meter } = meteredModel(scope, {
  modelId: "compatible/test",
  purpose: "chat",
  requestId: task.requestId,
});

const gate = openDeliveryGate(meter, {
  async write(chunks, checkpoint) {
    const text = textOf(chunks);
    if (!checkpoint) {
      await pool.query("INSERT INTO journal (request_id, text) VALUES ($1, $2)", [task.requestId, text]);
      return "ok";
    }
    const { rowCount } = await pool.query(
      `WITH checkpoint AS (${checkpoint.text})
       INSERT INTO journal (request_id, text) SELECT $9, $10 FROM checkpoint WHERE code = 'ok'`,
      [...checkpoint.values, task.requestId, text],
    );
    return rowCount === 1 ? "ok" : "closed";
  },
  publish: (chunks) => void writeSync(1, textOf(chunks)),
  intervalMs: 1,
});
const { stream } = streamText({ model, prompt: "Tell me about the harbour." });
for await (const chunk of toUIMessageStream({ stream })) await gate.deliver(chunk);
await gate.close();
await pool.end();

function textOf(chunks: readonly { type: string; delta?: string }[]): string {
  return chunks.map((chunk) => (chunk.type === "text-delta" ? (chunk.delta ?? "") : "")).join("");
}
