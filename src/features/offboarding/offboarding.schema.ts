import { z } from "zod";

/** The organisation's name as it stands there, typed by whoever wants it gone. */
export const AskDeletionInput = z.strictObject({ name: z.string().trim().min(1).max(200) });
export type AskDeletionInput = z.output<typeof AskDeletionInput>;

/** What goes with an organisation and is in its export, in numbers. */
export type Belongings = { members: number; conversations: number; files: number; fileBytes: number; keys: number };
