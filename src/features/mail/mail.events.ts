import { z } from "zod";
import { defineEvent } from "~/server/events";

/** A mail was written down, in the transaction of whatever it tells about. Sending it is the job's business. */
export const mailQueued = defineEvent("mail/message.queued", 1, z.object({ messageId: z.uuid() }));
