import { answerStream } from "./answer-stream";
import { answerWhole } from "./answer-whole";
import { callOnce } from "./prepare-call";
import { idempotencyKeyOf, readCompletionRequest } from "./read-request";
import type { V1Request } from "./v1-route";

/** Answers a program's messages, at once or bit by bit, on the credits of the key's organisation. */
export async function createCompletion({ request, requestId, scope }: V1Request): Promise<Response> {
  const idempotencyKey = idempotencyKeyOf(request.headers);
  const asked = await readCompletionRequest(request);
  const includeUsage = asked.stream_options?.include_usage === true;
  return callOnce(scope, asked, requestId, idempotencyKey, (call) =>
    asked.stream === true
      ? answerStream(call, { includeUsage, requestId }, request.signal)
      : answerWhole(call, request.signal),
  );
}
