import type { Permission } from "~/server/permissions";

/** The pages of an organisation's settings in the order of their tabs, and what opens each: one of the permissions. */
export const settingsPages = [
  { path: "general", name: "general", permissions: ["org.update", "org.leave"] },
  { path: "members", name: "members", permissions: ["members.read"] },
  { path: "keys", name: "keys", permissions: ["keys.manage_own", "keys.manage_all"] },
  { path: "audit", name: "audit", permissions: ["audit.read"] },
] as const satisfies readonly { path: string; name: string; permissions: readonly Permission[] }[];
