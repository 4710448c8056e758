import { z } from "zod";
import { defineEvent } from "~/server/events";
import { conversationFates } from "./member-limits";

/** Somebody no longer belongs to the event's organisation: removed, or gone by themselves. */
export const memberRemoved = defineEvent(
  "members/removed",
  1,
  z.object({
    userId: z.uuid(),
    conversations: z.enum(conversationFates),
    /** What they make after this moment, if they return, is not meant. */
    at: z.iso.datetime(),
  }),
);
