import { randomUUID } from "node:crypto";
import { grantWelcomeCredits } from "~/features/ledger/server/grant-welcome-credits.service";
import type { Locale } from "~/i18n/locales";
import type { Settings } from "~/server/context";
import type { Sql } from "~/server/db";
import { slugOf } from "../slug";
import { insertMembership, insertOrganization } from "./organizations.repository";

export type NewOrganization = {
  name: string;
  kind: "personal" | "team";
  ownerId: string;
  timeZone?: string;
  locale?: Locale;
  /** Credits to begin with are given once to a person, with the organisation of their sign-up. */
  withCredits?: boolean;
};

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
  const { name, kind, timeZone = "UTC", locale = "en", withCredits = true } = input;
  const slug = await insertOrganization(tx, { id, name, kind, slug: slugOf(name), timeZone, locale });
  await insertMembership(tx, { orgId: id, userId: input.ownerId, role: "owner" });
  const credits = withCredits ? settings.welcomeCredits : 0;
  await grantWelcomeCredits(tx, id, { credits, days: settings.welcomeCreditsDays, timeZone });
  return { id, slug };
}
