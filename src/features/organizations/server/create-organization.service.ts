import { randomUUID } from "node:crypto";
import { grantWelcomeCredits } from "~/features/ledger/server/grant-welcome-credits.service";
import type { Settings } from "~/server/context";
import type { Sql } from "~/server/db";
import { slugOf } from "../slug";
import { insertMembership, insertOrganization } from "./organizations.repository";

export type NewOrganization = { name: string; kind: "personal" | "team"; ownerId: string };

/**
 * Makes an organisation with its owner, its credit account and the welcome credits, inside the caller's
 * transaction: all of it or nothing.
 * @param tx one connection of the login role with an open transaction.
 */
export async function createOrganization(
  tx: Sql,
  settings: Settings,
  input: NewOrganization,
): Promise<{ id: string; slug: string }> {
  const id = randomUUID();
  const slug = await insertOrganization(tx, { id, name: input.name, kind: input.kind, slug: slugOf(input.name) });
  await insertMembership(tx, { orgId: id, userId: input.ownerId, role: "owner" });
  await grantWelcomeCredits(tx, id, { credits: settings.welcomeCredits, days: settings.welcomeCreditsDays });
  return { id, slug };
}
