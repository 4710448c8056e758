import { randomUUID } from "node:crypto";
import { reauthenticate } from "~/features/accounts/server/reauthenticate.service";
import { sendMail } from "~/features/mail/server/send-mail.service";
import { isLocale } from "~/i18n/locales";
import { AppError } from "~/lib/app-error";
import { inOrgContext, type OrgScope } from "~/server/context";
import { assertCan } from "~/server/permissions";
import { transferDays } from "../member-limits";
import type { OfferOwnershipInput } from "../members.schema";
import { recordAct } from "./record-act";
import { standingOf } from "./standing";
import { tellMembership } from "./tell-membership";
import { findOpenTransfer, insertTransfer } from "./transfers.repository";

/**
 * Offers the organisation to another member, who gets a mail and a notice and has seven days to accept. Nothing changes
 * before that. Whoever offers proves once more who they are: `invalid_credentials`, `too_many_attempts`,
 * `reauth_needed`. `transfer_pending` where another offer waits, `personal_org` where there is nothing to hand over.
 */
export async function offerOwnership(
  scope: OrgScope,
  headers: Headers,
  { userId, password }: OfferOwnershipInput,
): Promise<{ transferId: string }> {
  assertCan(scope, "org.transfer");
  if (scope.org.kind === "personal") throw new AppError("personal_org", "a personal organisation is not handed over");
  if (userId === scope.userId) throw new AppError("bad_input", "nobody offers it to themselves");
  // Before the transaction: a password takes long to check, on purpose.
  await reauthenticate(scope, headers, password ?? null);
  const transferId = randomUUID();
  await inOrgContext(scope, async (ctx) => {
    const { actor, subject } = await standingOf(ctx, "org.transfer", userId);
    if (subject.role === "owner" || subject.isSuspended) throw new AppError("bad_input", "cannot become owner so");
    if ((await findOpenTransfer(ctx)) !== null) throw new AppError("transfer_pending", "another offer waits");
    const offer = { id: transferId, fromUserId: actor.userId, toUserId: userId, days: transferDays };
    const expiresAt = await insertTransfer(ctx, offer);
    await sendMail(ctx.db, {
      template: "ownership-offered",
      props: {
        name: subject.name,
        giver: actor.name,
        org: scope.org.name,
        url: membersUrl(scope),
        until: expiresAt.toISOString(),
      },
      to: subject.email,
      locale: isLocale(subject.locale) ? subject.locale : scope.org.locale,
      orgId: ctx.orgId,
      userId,
      key: `ownership-offered/${transferId}`,
      useBefore: expiresAt,
    });
    await recordAct(ctx, actor, { action: "org.transfer", subject: userId, after: { state: "offered", transferId } });
  });
  tellMembership(scope, userId, scope.userId);
  return { transferId };
}

export function membersUrl(scope: OrgScope): string {
  return new URL(`/o/${scope.org.slug}/settings/members`, scope.backend.settings.appUrl).href;
}
