/** Why somebody may not have an answer any more that is being written for them. */
export const accessEnds = ["removed", "role", "suspended", "org_suspended", "org_deleted"] as const;
export type AccessEnd = (typeof accessEnds)[number];

/** Out of an error's details, where it is the code `access_ended`. */
export function accessEndOf(details: Record<string, unknown>): AccessEnd | null {
  return accessEnds.find((known) => known === details.why) ?? null;
}
