import { z } from "zod";
import { defineEvent } from "~/server/events";

/** Somebody wants to see a background function run; it answers and does nothing else, or fails because it was told to. */
export const systemPing = defineEvent("system/ping", 1, z.object({ nonce: z.uuid(), fail: z.boolean().optional() }));
