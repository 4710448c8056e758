import { MailPlus } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { OwnInvitations } from "../server/list-own-invitations.service";
import { BannerActs } from "./banner-acts";

/** Above every page of the person: what waits for them at their proved address, whether or not they have seen a mail. */
export async function InvitationsBanner({ own }: { own: OwnInvitations }) {
  const { invitations, joinable } = own;
  if (invitations.length === 0 && joinable === null) return null;
  const [t, roles] = await Promise.all([getTranslations("invitations.banner"), getTranslations("common.role")]);
  const b = (words: ReactNode) => <b className="font-medium text-foreground">{words}</b>;
  const wordsFor = (org: string) => ({ join: t("join", { org }), decline: t("decline"), full: t("full") });
  return (
    <ul aria-label={(await getTranslations("invitations"))("title")} className="shrink-0">
      {invitations.map(({ id, orgName: org, inviterName: inviter, role }) => (
        <Line key={id} acts={<BannerActs of={{ invitationId: id }} words={wordsFor(org)} />}>
          {inviter === null
            ? t.rich("invitedPlain", { org, role: roles(role), b })
            : t.rich("invited", { inviter, org, role: roles(role), b })}
        </Line>
      ))}
      {joinable === null ? null : (
        <Line acts={<BannerActs of={{ orgId: joinable.orgId }} words={wordsFor(joinable.orgName)} />}>
          {t.rich("joinable", {
            domain: joinable.domain,
            org: joinable.orgName,
            role: roles(joinable.role),
            b,
          })}
        </Line>
      )}
    </ul>
  );
}

function Line({ acts, children }: { acts: ReactNode; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-muted px-4 py-1.5 text-muted-foreground text-xs md:px-8">
      <MailPlus aria-hidden className="size-3.5 shrink-0" />
      <p className="min-w-0 flex-1 basis-48 break-words">{children}</p>
      {acts}
    </li>
  );
}
