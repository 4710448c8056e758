import { z } from "zod";
import { defineEvent } from "~/server/events";

/** Nobody refers to these files any more: their bytes go, and then their rows. */
export const fileDiscarded = defineEvent("files/file.discarded", 1, z.object({ fileIds: z.array(z.uuid()).min(1) }));
