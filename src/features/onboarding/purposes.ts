/** What somebody says they will begin with. It sets the message that is proposed to them, and the order of what comes next. */
export const purposes = ["team", "customers", "texts", "programs", "open"] as const;

export type Purpose = (typeof purposes)[number];

/** Null also for what an older or newer version knew. */
export function purposeOf(stored: string | null): Purpose | null {
  return purposes.find((purpose) => purpose === stored) ?? null;
}
