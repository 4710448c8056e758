// What screens and schemas share. Apart from the schemas, so that a page does not load their library (31 KB).

/** Whole credits in one purchase. */
export const purchaseBounds = { min: 100, max: 100_000 };
/** Packs offered beside the free choice, in whole credits. */
export const purchasePacks = [500, 1_000, 5_000] as const;

export const ucrPerCredit = 1_000_000n;

export const entryKinds = ["all", "usage", "grants", "purchases", "adjustments"] as const;

export const pageSizes = [25, 50, 100] as const;

/** An entry's number as text. */
export const entrySeqPattern = /^[1-9]\d{0,17}$/;

/** PostgreSQL takes no NUL, and no reader means a control character. */
export const printable = /^[^\p{Cc}]*$/u;

/** In characters. */
export const filterLengths = { modelId: 200, search: 100 };
