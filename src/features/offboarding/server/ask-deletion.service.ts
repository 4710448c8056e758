import { sendMail } from "~/features/mail/server/send-mail.service";
import { isLocale } from "~/i18n/locales";
import { AppError } from "~/lib/app-error";
import { inOrgContext, type OrgContext, type OrgScope } from "~/server/context";
import { deletionDays } from "../deletion-days";
import type { AskDeletionInput } from "../offboarding.schema";
import { listOwners, markDeletion, type Owner } from "./deletion.repository";
import { deletionOf, recordDeletion } from "./deletion-standing";

/**
 * Has the organisation erased in seven days. Reading goes on until then, spending stops at once, and every owner gets a
 * mail. Asked for again it keeps the day it has. Throws `name_mismatch` where what was typed is not its name.
 */
export async function askDeletion(scope: OrgScope, { name }: AskDeletionInput): Promise<{ deleteAfter: Date }> {
  const deleteAfter = await inOrgContext(scope, async (ctx) => {
    const before = await deletionOf(ctx);
    if (name.normalize() !== before.name.trim().normalize()) {
      throw new AppError("name_mismatch", "another name was typed");
    }
    const after = before.deleteAfter ?? (await markDeletion(ctx, deletionDays));
    if (before.deleteAfter === null) {
      for (const owner of await listOwners(ctx)) await tell(ctx, owner, before.name, after);
    }
    await recordDeletion(ctx, before, after);
    return after;
  });
  scope.backend.events.publish(scope.orgId, { type: "balance" });
  return { deleteAfter };
}

async function tell(ctx: OrgContext, owner: Owner, org: string, deleteAfter: Date): Promise<void> {
  await sendMail(ctx.db, {
    template: "organization-deletion",
    props: {
      name: owner.name,
      asker: ctx.user.name,
      org,
      until: deleteAfter.toISOString(),
      url: new URL(`/o/${ctx.org.slug}/settings/general`, ctx.backend.settings.appUrl).href,
    },
    to: owner.email,
    locale: isLocale(owner.locale) ? owner.locale : ctx.org.locale,
    orgId: ctx.orgId,
    userId: owner.userId,
    key: `organization-deletion/${ctx.orgId}/${deleteAfter.toISOString()}/${owner.userId}`,
    useBefore: deleteAfter,
  });
}
