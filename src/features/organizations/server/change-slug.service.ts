import { AppError } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { OrgContext } from "~/server/context";
import { changeSlug as change } from "./organizations.repository";

/** Gives the organisation another address. The one before leads on to it, for good. Throws `slug_taken`. */
export async function changeSlug(ctx: OrgContext, slug: string): Promise<{ slug: string }> {
  const before = ctx.org.slug;
  if (before === slug) return { slug };
  if (!(await change(ctx.db, ctx.orgId, slug))) throw new AppError("slug_taken", "address is or was somebody's");
  await recordAudit(ctx.db, {
    orgId: ctx.orgId,
    actorId: ctx.userId,
    actorRole: ctx.role,
    action: "org.update",
    subject: ctx.orgId,
    before: { slug: before },
    after: { slug },
    requestId: ctx.requestId,
  });
  return { slug };
}
