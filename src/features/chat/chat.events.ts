import { z } from "zod";
import { defineEvent } from "~/server/events";

/** An answer was stored in a conversation that has no name yet. */
export const titleWanted = defineEvent("chat/title.wanted", 1, z.object({ answerId: z.uuid() }));
