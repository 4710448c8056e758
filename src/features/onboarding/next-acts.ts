import type { Permission } from "~/server/permissions";
import type { Purpose } from "./purposes";

/** What may come after the first steps. Each leads to a page that is there today; the keyboard is told in place. */
const acts = {
  invite: { path: "settings/members", permission: "members.invite" },
  key: { path: "settings/keys", permission: "keys.manage_own" },
  buy: { path: "credits", permission: "credits.buy" },
  credits: { path: "credits", permission: "credits.read" },
  roles: { path: "settings/members/roles", permission: "members.read" },
  keyboard: { path: null, permission: "org.read" },
} as const satisfies Record<string, { path: string | null; permission: Permission }>;

export type NextAct = keyof typeof acts;

const orders: Record<Purpose, readonly NextAct[]> = {
  team: ["invite", "roles", "buy", "credits", "key", "keyboard"],
  customers: ["buy", "credits", "invite", "key", "roles", "keyboard"],
  texts: ["buy", "credits", "keyboard", "invite", "roles", "key"],
  programs: ["key", "buy", "credits", "invite", "roles", "keyboard"],
  open: ["invite", "buy", "credits", "roles", "key", "keyboard"],
};

/** What this person may do next, the nearest to their purpose first. Whoever buys credits sees them on the same page. */
export function nextActs(
  purpose: Purpose | null,
  permissions: readonly Permission[],
): { act: NextAct; path: string | null }[] {
  const may = (act: NextAct) => permissions.includes(acts[act].permission);
  return orders[purpose ?? "open"]
    .filter((act) => may(act) && !(act === "credits" && may("buy")))
    .map((act) => ({ act, path: acts[act].path }));
}
