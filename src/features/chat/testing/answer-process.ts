import { z } from "zod";
import { requireOrg, resolveScope } from "~/server/context";
import { closeTestBackend, createTestBackend, testIdentity } from "~/testing/scope";
import { SendInput } from "../chat-stream.schema";
import { answerResponse } from "../server/answer-response";
import { sendMessage } from "../server/send-message.service";
import { testModels } from "./chat-fixture";

/**
 * A process of its own that sends messages and reads their answers, to be killed. What its readers are given
 * it prints, one JSON line a piece: a pipe keeps what was written to it, whatever happens to the writer.
 */
const Task = z.object({
  appUrl: z.string(),
  modelServerUrl: z.string(),
  subject: z.string(),
  slug: z.string(),
  messages: z.array(SendInput),
});

const task = Task.parse(JSON.parse(process.argv[2] ?? ""));
const backend = createTestBackend(task.appUrl, {
  models: testModels(task.modelServerUrl),
  settings: { welcomeCredits: 0 },
});
const found = await resolveScope(backend, testIdentity(task.subject), task.slug, "process");
const scope = requireOrg(found?.org);
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);

await Promise.all(
  task.messages.map(async (message) => {
    const source = await sendMessage(scope, message);
    const response = await answerResponse(source, {
      after: 0,
      requestId: "process",
      mayStillRead: async () => undefined,
    });
    const { answerId } = message;
    process.stdout.write(`${JSON.stringify({ answerId, isAccepted: true })}\n`);
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      process.stdout.write(`${JSON.stringify({ answerId, bytes: decoder.decode(chunk, { stream: true }) })}\n`);
    }
  }),
);
await closeTestBackend(backend);
