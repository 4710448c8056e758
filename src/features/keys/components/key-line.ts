import type { RouterOutputs } from "~/trpc/react";

export type KeyLine = RouterOutputs["keys"]["list"][number];

export type KeyAct = "rotate" | "limit" | "revoke" | "delete";

/** What may be done with a key: a new secret is its maker's alone to ask for. */
export function actsOf(key: KeyLine): KeyAct[] {
  if (key.state === "revoked") return ["delete"];
  return [...(key.isOwn ? (["rotate"] as const) : []), "limit", "revoke"];
}
