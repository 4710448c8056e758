import { z } from "zod";
import { CompletionMessage } from "./completion-messages.schema";

const JsonSchema = z.record(z.string(), z.unknown());

const FunctionTool = z.looseObject({
  type: z.literal("function"),
  function: z.looseObject({
    name: z.string().regex(/^[\w-]{1,64}$/),
    description: z.string().max(20_000).optional(),
    parameters: JsonSchema.optional(),
    strict: z.boolean().nullish(),
  }),
});

const ToolChoice = z.union([
  z.enum(["none", "auto", "required"]),
  z.looseObject({ type: z.literal("function"), function: z.looseObject({ name: z.string().min(1).max(64) }) }),
]);

const ResponseFormat = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("text") }),
  z.looseObject({ type: z.literal("json_object") }),
  z.looseObject({
    type: z.literal("json_schema"),
    json_schema: z.looseObject({
      name: z.string().max(64).optional(),
      description: z.string().max(4_000).optional(),
      schema: JsonSchema.optional(),
    }),
  }),
]);

const Tokens = z.int().min(1).max(1_000_000).nullish();

/** What would change an answer and is not offered is refused; everything else that is not named here is ignored. */
const refused = {
  audio: z.null({ error: "Sound is not offered here." }).optional(),
  function_call: z.null({ error: "Use tool_choice." }).optional(),
  functions: z.null({ error: "Use tools." }).optional(),
  logprobs: z.literal(false, { error: "Log probabilities are not offered here." }).nullish(),
  modalities: z.tuple([z.literal("text")], { error: "Answers are text." }).nullish(),
  n: z.literal(1, { error: "One answer is given to a request: n must be 1." }).nullish(),
  web_search_options: z.null({ error: "Searching the web is not offered here." }).optional(),
};

/** `POST /api/v1/chat/completions`: what OpenAI's interface of that name takes. */
export const CompletionRequest = z.looseObject({
  model: z.string().min(1).max(200).describe("The id of a model, as GET /models lists it, or another name of it."),
  messages: z.array(CompletionMessage).min(1).max(2_000),
  stream: z.boolean().nullish(),
  stream_options: z
    .looseObject({
      include_usage: z.boolean().optional().describe("The last chunk says what was used and what it cost."),
    })
    .nullish(),
  max_completion_tokens: Tokens.describe(
    "Most tokens of the answer. Fewer are written where the credits, or what is left below the key's cap, do not reach further.",
  ),
  max_tokens: Tokens.describe("The older name of max_completion_tokens."),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  seed: z.int().nullish(),
  stop: z.union([z.string().min(1), z.array(z.string().min(1)).max(4)]).nullish(),
  response_format: ResponseFormat.nullish(),
  tools: z.array(FunctionTool).max(128).nullish(),
  tool_choice: ToolChoice.nullish(),
  ...refused,
});
export type CompletionRequest = z.output<typeof CompletionRequest>;
