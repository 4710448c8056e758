// What screens and schemas share. Apart from the schemas, so that a page does not load their library.

export const orgSorts = ["name", "balance", "held", "paid", "activity"] as const;
export type OrgSort = (typeof orgSorts)[number];

/** What the list of organisations may be narrowed to. */
export const orgStates = ["suspended", "deleting"] as const;
export const orgKinds = ["team", "personal"] as const;

/** In characters. */
export const orgSearchLength = 100;
export const sortValueLength = 300;

/** The most that one adjustment may move, in ucr: ten million credits. */
export const maxAdjustmentUcr = 10_000_000_000_000n;
