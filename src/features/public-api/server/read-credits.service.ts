import type { z } from "zod";
import { readBalance } from "~/features/ledger/server/read-balance.service";
import { notFound } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import { creditsOf } from "../completion-shape";
import type { Credits } from "../v1-answers.schema";

/** The organisation's balance, as a program reads it. */
export async function readCredits(scope: OrgScope): Promise<z.output<typeof Credits>> {
  const balance = await readBalance(scope.sql, scope.orgId);
  if (balance === null) throw notFound("credit account");
  return {
    object: "credits",
    available: creditsOf(balance.availableUcr),
    posted: creditsOf(balance.postedUcr),
    held: creditsOf(balance.heldUcr),
  };
}
