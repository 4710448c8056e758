import { z } from "zod";

const Text = z.string().max(4_000_000);

const TextPart = z.looseObject({ type: z.literal("text"), text: Text });
const ImagePart = z.looseObject({
  type: z.literal("image_url"),
  image_url: z.looseObject({
    url: z
      .string()
      .regex(/^data:image\/(?:png|jpeg|gif|webp);base64,/, {
        message:
          "Pictures are taken as data: URLs of image/png, image/jpeg, image/gif or image/webp. No address is fetched.",
      })
      .describe("data:image/png;base64,... Pictures are taken as data: URLs alone: no address is fetched."),
  }),
});
const Texts = z.union([Text, z.array(TextPart).min(1)]);

export const ToolCall = z.looseObject({
  id: z.string().min(1).max(200),
  type: z.literal("function"),
  function: z.looseObject({ name: z.string().min(1).max(200), arguments: Text }),
});

export const CompletionMessage = z.discriminatedUnion("role", [
  z.looseObject({ role: z.enum(["system", "developer"]), content: Texts }),
  z.looseObject({
    role: z.literal("user"),
    content: z.union([Text, z.array(z.discriminatedUnion("type", [TextPart, ImagePart])).min(1)]),
  }),
  z.looseObject({
    role: z.literal("assistant"),
    content: Texts.nullish(),
    tool_calls: z.array(ToolCall).max(128).optional(),
  }),
  z.looseObject({ role: z.literal("tool"), tool_call_id: z.string().min(1).max(200), content: Texts }),
]);
export type CompletionMessage = z.output<typeof CompletionMessage>;
