import { z } from "zod";

/** What the public API answers. The document of the API is made of these, and the answers are typed by them. */
export const ModelObject = z.object({
  id: z.string(),
  object: z.literal("model"),
  created: z.int().describe("Always 0: models have no time of making here."),
  owned_by: z.string().describe("The vendor."),
  name: z.string(),
  context_window: z.int(),
  max_output_tokens: z.int(),
});
export const ModelList = z.object({ object: z.literal("list"), data: z.array(ModelObject) });

const credits = (what: string) => z.string().describe(`${what} In credits, a decimal number as text.`);

export const Credits = z.object({
  object: z.literal("credits"),
  available: credits("What can be spent now."),
  posted: credits("What all entries add up to; below zero is debt."),
  held: credits("Set aside for answers that are being written."),
});

export const Cost = z.object({
  credits: credits("What was charged."),
  provider_cost_usd: z.string().describe("What the vendor charges, in US dollars, exact, a decimal number as text."),
  receipt_id: z.string().describe("The charge, as the organisation's history of credits knows it."),
  estimated: z.boolean().describe("Counted here, because the vendor said nothing."),
});

export const Usage = z.object({
  prompt_tokens: z.int(),
  completion_tokens: z.int(),
  total_tokens: z.int(),
  prompt_tokens_details: z.object({ cached_tokens: z.int() }),
  completion_tokens_details: z.object({ reasoning_tokens: z.int() }),
  cost: Cost.nullable().describe("Null where nothing was charged, or not yet."),
});
export type Usage = z.output<typeof Usage>;

const FinishReason = z.enum(["stop", "length", "tool_calls", "content_filter"]);
export type FinishReason = z.output<typeof FinishReason>;

const CalledFunction = z.object({ name: z.string(), arguments: z.string().describe("JSON, as the model wrote it.") });

export const Completion = z.object({
  id: z.string(),
  object: z.literal("chat.completion"),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.literal(0),
      message: z.object({
        role: z.literal("assistant"),
        content: z.string().nullable(),
        reasoning_content: z.string().optional().describe("What the model thought before, where it says."),
        tool_calls: z
          .array(z.object({ id: z.string(), type: z.literal("function"), function: CalledFunction }))
          .optional(),
        refusal: z.null(),
      }),
      finish_reason: FinishReason,
      logprobs: z.null(),
    }),
  ),
  usage: Usage,
});
export type Completion = z.output<typeof Completion>;

export const CompletionChunk = z.object({
  id: z.string(),
  object: z.literal("chat.completion.chunk"),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.literal(0),
      delta: z.object({
        role: z.literal("assistant").optional(),
        content: z.string().optional(),
        reasoning_content: z.string().optional(),
        tool_calls: z
          .array(
            z.object({
              index: z.int(),
              id: z.string().optional(),
              type: z.literal("function").optional(),
              function: CalledFunction.partial(),
            }),
          )
          .optional(),
      }),
      finish_reason: FinishReason.nullable(),
    }),
  ),
  usage: Usage.nullable().optional().describe("In the last chunk, where stream_options.include_usage asks for it."),
});
export type CompletionChunk = z.output<typeof CompletionChunk>;
export type ChunkDelta = CompletionChunk["choices"][number]["delta"];

export const V1Error = z.object({
  error: z.object({
    message: z.string().describe("In English, for whoever writes the program."),
    type: z.string(),
    param: z.string().nullable().describe("The field that is wrong."),
    code: z.string(),
  }),
});
export type V1Error = z.output<typeof V1Error>;
