import { z } from "zod";
import { type Attachment, attachmentKinds } from "../attachments";

/** Files as they are kept with their message. */
export const AttachmentsShape: z.ZodType<Attachment[]> = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(attachmentKinds),
    name: z.string(),
    contentType: z.string(),
    size: z.number(),
    width: z.number().nullable(),
    height: z.number().nullable(),
    pages: z.number().nullable(),
    textTokens: z.number().nullable(),
  }),
);
