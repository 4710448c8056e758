/** The ledger names its invariants in English sentences; these are the keys of their texts. */
const keys = {
  "posted is the sum of the entries": "posted",
  "entries are numbered without gaps and their balances chain": "chain",
  "an entry has the sign of its kind": "sign",
  "every row is well formed": "formed",
  "held is the sum of the active holds": "held",
  "open holds are counted": "counted",
  "the lots hold what is posted, or nothing when in debt": "lots",
  "what left a lot is recorded": "consumed",
  "a lot was granted by an entry of its kind and amount": "granted",
  "an entry draws no more than it takes": "drawn",
  "a grant adds exactly one lot": "oneLot",
  "no expired credit is left except what holds were promised": "expired",
  "settled means exactly one charge": "settled",
  "a charge is the entry it made": "charge",
  "a charge follows from its own snapshot": "snapshot",
  "a charge carries the rates and the markup that its hold pinned": "pinned",
  "a correction is the entry it made and follows from what came before": "correction",
  "a member's month is their holds and charges": "month",
  "a key's month is its holds and charges": "keyMonth",
  "a paid purchase has exactly one lot": "purchase",
  "refunds stay within their purchase and are entries": "refund",
  "an adjustment or grant has the command that asked for it": "command",
  "no hold is open long past its time": "stuck",
  "the daily rollups are the charges": "rollup",
} as const;

export type InvariantKey = (typeof keys)[keyof typeof keys];

/** Undefined for one that has no text yet: then its own sentence is shown. */
export function invariantKey(name: string): InvariantKey | undefined {
  return isKnown(name) ? keys[name] : undefined;
}

function isKnown(name: string): name is keyof typeof keys {
  return Object.hasOwn(keys, name);
}
