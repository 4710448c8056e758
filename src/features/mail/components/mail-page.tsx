"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Page, PageHeader } from "~/components/layout/page";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button, buttonVariants } from "~/components/ui/button";
import { Band, BandPart } from "~/components/ui/card";
import { Note } from "~/components/ui/note";
import { toast } from "~/components/ui/toast";
import { readClientError } from "~/lib/client-error";
import { api, type RouterOutputs } from "~/trpc/react";
import { maySendAgain } from "../mail-states";
import { MailContent } from "./mail-content";
import { MailFacts } from "./mail-facts";
import { MailQuery } from "./mail-query";

/** One mail: as its reader sees it, and what became of it. */
export function MailPage({ messageId }: { messageId: string }) {
  const t = useTranslations("mail");
  const mail = api.mail.read.useQuery(
    { messageId },
    { refetchInterval: (query) => (isUnderWay(query.state.data) ? 3_000 : false) },
  );
  return (
    <Page>
      <Link
        href="/admin/mail"
        className="flex items-center gap-1.5 self-start text-muted-foreground text-sm hover:text-foreground"
      >
        <ArrowLeft aria-hidden className="size-3.5" />
        {t("back")}
      </Link>
      <MailQuery query={mail}>{(found) => <Mail mail={found} />}</MailQuery>
    </Page>
  );
}

function Mail({ mail }: { mail: RouterOutputs["mail"]["read"] }) {
  const t = useTranslations("mail");
  return (
    <>
      <PageHeader title={mail.subject} actions={<SendAgain mail={mail} />} />
      <Band className="md:grid-cols-[320px_minmax(0,1fr)]">
        <MailFacts mail={mail} />
        <BandPart>
          {mail.isLinkWithheld ? <Note className="mb-3">{t("withheld")}</Note> : null}
          {mail.content === null ? <Note tone="warning">{t("gone")}</Note> : <MailContent {...mail.content} />}
        </BandPart>
      </Band>
    </>
  );
}

/** Offered where the mail did not arrive; where it would not arrive again, what stands in the way. */
function SendAgain({ mail }: { mail: RouterOutputs["mail"]["read"] }) {
  const t = useTranslations("mail");
  const errorText = useErrorText();
  const utils = api.useUtils();
  const again = api.mail.sendAgain.useMutation({
    onSuccess: () => toast.done(t("queuedAgain")),
    onError: (error) =>
      toast.failed(readClientError(error).code === "request_conflict" ? t("cannotSend") : errorText(error)),
    onSettled: () => Promise.all([utils.mail.read.invalidate({ messageId: mail.id }), utils.mail.list.invalidate()]),
  });
  if (!maySendAgain(mail.state)) return null;
  if (mail.isLinkForgotten) return <span className="text-muted-foreground text-xs">{t("forgotten")}</span>;
  if (mail.isExpired) return <span className="text-muted-foreground text-xs">{t("expired")}</span>;
  if (mail.isSuppressed) {
    return (
      <span className="flex flex-wrap items-center gap-2 text-muted-foreground text-xs">
        {t("heldBack", { address: mail.toAddress })}
        <Link href="/admin/mail/suppressions" className={buttonVariants({ size: "sm" })}>
          {t("toSuppressions")}
        </Link>
      </span>
    );
  }
  return (
    <Button variant="primary" pending={again.isPending} onClick={() => again.mutate({ messageId: mail.id })}>
      {t("again")}
    </Button>
  );
}

function isUnderWay(mail: RouterOutputs["mail"]["read"] | undefined): boolean {
  return mail?.state === "queued" || mail?.state === "sending";
}
