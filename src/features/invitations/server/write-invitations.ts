import { sendMail } from "~/features/mail/server/send-mail.service";
import { isLocale } from "~/i18n/locales";
import { AppError } from "~/lib/app-error";
import type { OrgContext } from "~/server/context";
import { hashInvitationToken, invitationToken, invitationUrl } from "./invitation-token";
import { countSentToday, findLocales, type SentInvitation, saveSent } from "./invitations.repository";

export const daysValid = 7;
/** Most mails of this kind that an organisation sends in 24 hours: invitations are how strangers get mail from us. */
export const mostADay = 1_000;
const dayMs = 24 * 60 * 60 * 1_000;

export type InvitationToSend = Pick<SentInvitation, "id" | "email" | "role" | "tokensPerMonth" | "note" | "generation">;

/**
 * Writes the mails, in the language of whoever reads them, and the invitations as sent by the person of the context.
 * The caller holds the organisation. Throws `invitation_limit`.
 */
export async function writeInvitations(
  ctx: OrgContext,
  invitations: readonly InvitationToSend[],
  now: Date,
): Promise<void> {
  await assertWithinDay(ctx, invitations.length, now);
  const { appUrl, invitationKey } = ctx.backend.settings;
  const expiresAt = new Date(now.getTime() + daysValid * dayMs);
  const locales = await findLocales(
    ctx.db,
    invitations.map(({ email }) => email),
  );
  const sent: SentInvitation[] = [];
  for (const invitation of invitations) {
    const token = invitationToken(invitationKey, invitation);
    const chosen = locales.get(invitation.email);
    const { messageId } = await sendMail(ctx.db, {
      template: "invitation",
      props: {
        inviter: ctx.user.name,
        org: ctx.org.name,
        role: invitation.role,
        note: invitation.note,
        until: expiresAt.toISOString(),
        url: invitationUrl(appUrl, token),
      },
      to: invitation.email,
      locale: isLocale(chosen) ? chosen : ctx.org.locale,
      orgId: ctx.orgId,
      key: `invitation/${invitation.id}/${invitation.generation}`,
      useBefore: expiresAt,
    });
    sent.push({ ...invitation, tokenHash: hashInvitationToken(token), mailId: messageId });
  }
  await saveSent(ctx, sent, { now, expiresAt });
}

async function assertWithinDay(ctx: OrgContext, wanted: number, now: Date): Promise<void> {
  const { sent, oldest } = await countSentToday(ctx);
  if (sent + wanted <= mostADay) return;
  const retryAfterSeconds = Math.max(1, Math.ceil(((oldest ?? now).getTime() + dayMs - now.getTime()) / 1_000));
  throw new AppError("invitation_limit", "too many invitations in a day", {
    details: { limit: mostADay, sent, retryAfterSeconds },
  });
}
