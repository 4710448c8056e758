import type { RouterOutputs } from "~/trpc/react";

export type MemberLine = RouterOutputs["members"]["list"]["members"][number];

/** What may be done in a dialog of its own, to somebody or by oneself. */
export type MemberAct = "role" | "limit" | "remove" | "leave" | "offer";

export function actsOf({ acts }: MemberLine): MemberAct[] {
  return [
    ...(acts.roles.length > 0 ? (["role"] as const) : []),
    ...(acts.limit ? (["limit"] as const) : []),
    ...(acts.offer ? (["offer"] as const) : []),
    ...(acts.remove ? (["remove"] as const) : []),
    ...(acts.leave ? (["leave"] as const) : []),
  ];
}
