import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonVariants } from "~/components/ui/button";
import type { InvitationPageView } from "../server/read-invitation.service";
import { ConfirmFirst } from "./confirm-first";
import { OpenInvitationCard } from "./open-invitation-card";
import { SwitchAccount } from "./switch-account";

type Props = {
  view: InvitationPageView;
  token: string;
  /** Of whoever is signed in. */
  ownEmail: string | null;
};

/** What whoever follows a link sees: the invitation, if it is theirs, or what stands in the way and what to do about it. */
export function InvitationPage({ view, token, ownEmail }: Props) {
  const t = useTranslations("invitations.page");
  const here = `/invite/${token}`;
  const query = `?next=${encodeURIComponent(here)}`;
  switch (view.kind) {
    case "open":
      return <OpenInvitationCard invitation={view.invitation} email={ownEmail ?? ""} />;
    case "signed_out":
      return (
        <Said title={t("signedOut")} text={t("signedOutText")}>
          <ButtonLink href={`/sign-up${query}`} isPrimary>
            {t("createAccount")}
          </ButtonLink>
          <ButtonLink href={`/sign-in${query}`}>{t("signIn")}</ButtonLink>
        </Said>
      );
    case "unverified":
      return (
        <Said title={t("unverified")} text={t("unverifiedText", { email: view.email })}>
          <ConfirmFirst email={view.email} here={here} />
        </Said>
      );
    case "other_account":
      return (
        <Said title={t("other")} text={t("otherText", { email: view.email })}>
          <SwitchAccount here={here} isPrimary />
          <ButtonLink href="/enter">{t("stay")}</ButtonLink>
        </Said>
      );
    case "member":
      return (
        <Said title={t("member", { org: view.orgName })} text={t("memberText")}>
          <ButtonLink href={`/o/${view.slug}/chat`} isPrimary>
            {t("go", { org: view.orgName })}
          </ButtonLink>
        </Said>
      );
    case "closed":
      return (
        <Said title={t(`closed.${view.why}`)} text={t(`closedText.${view.why}`)}>
          <ButtonLink href="/">{t("home")}</ButtonLink>
        </Said>
      );
    case "unknown":
      return (
        <Said title={t("unknown")} text={t("unknownText")}>
          <ButtonLink href="/">{t("home")}</ButtonLink>
        </Said>
      );
  }
}

function Said(props: { title: string; text: string; children: ReactNode }) {
  return (
    <>
      <h1 className="break-words font-semibold text-2xl tracking-[-0.03em]">{props.title}</h1>
      <p className="mt-1.5 mb-7 break-words text-lg text-muted-foreground">{props.text}</p>
      <div className="flex flex-col gap-3">{props.children}</div>
    </>
  );
}

/** By a full load where it leads into an organisation or to another person: nothing of before stays in memory. */
function ButtonLink({ href, isPrimary, children }: { href: string; isPrimary?: boolean; children: ReactNode }) {
  const className = buttonVariants({
    variant: isPrimary ? "primary" : "outline",
    size: "xl",
    className: "h-auto min-h-11 w-full whitespace-normal break-words py-2 text-center",
  });
  return (
    <Link href={href} prefetch={false} className={className}>
      {children}
    </Link>
  );
}
