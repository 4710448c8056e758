import type { OrgContext } from "~/server/context";
import { holderHas } from "~/server/permissions";
import { actsOn } from "../member-acts";
import type { ListMembersInput, MemberPage } from "../members.schema";
import { countMembers, listMembers } from "./members.repository";

/** A page of the organisation's members. What others used is for those who may see everybody's use. */
export async function readMembers(ctx: OrgContext, input: ListMembersInput): Promise<MemberPage> {
  const seesAll = holderHas(ctx, "credits.read_all");
  const narrowed = { search: input.search ?? "", role: input.role ?? null };
  const { found, total, owners, resetsAt } = await countMembers(ctx, narrowed);
  const pages = Math.max(1, Math.ceil(found / input.size));
  const page = Math.min(input.page, pages);
  // An order would tell what the figures are kept back for.
  const isOfUse = input.sort === "tokens" || input.sort === "credits";
  const rows = await listMembers(ctx, {
    ...narrowed,
    ...(isOfUse && !seesAll ? { sort: "name", descending: false } : { sort: input.sort, descending: input.descending }),
    offset: (page - 1) * input.size,
    limit: input.size,
  });
  const members = rows.map(({ tokensUsed, chargedUcr, tokensPerMonth, ...row }) => ({
    ...row,
    isYou: row.userId === ctx.userId,
    usage:
      seesAll || row.userId === ctx.userId
        ? {
            tokensUsed: Number(tokensUsed),
            chargedUcr,
            tokensPerMonth: tokensPerMonth === null ? null : Number(tokensPerMonth),
          }
        : null,
    acts: actsOn(ctx, row, owners),
  }));
  return { members, page, pages, found, total, resetsAt };
}
