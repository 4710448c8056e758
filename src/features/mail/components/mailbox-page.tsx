import { Mails } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { RelativeTime } from "~/components/brand/date-time";
import { Button, buttonVariants } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { Note } from "~/components/ui/note";
import { SearchInput } from "~/components/ui/search-input";
import { cn } from "~/lib/cn";
import { type MailSearch, mailPageParam } from "../mail-search-params";
import { mailSearchLength } from "../mail-states";
import type { MailPage } from "../server/list-mails.service";
import type { MailView } from "../server/read-mail.service";
import { MailContent } from "./mail-content";
import { MailStateBadge } from "./mail-state-badge";

type Props = { mails: MailPage["mails"]; next: MailPage["next"]; mail: MailView | null; search: MailSearch };

/** The mails of a machine that sends none: a list, and the chosen one beside it. Works by links alone. */
export function MailboxPage({ mails, next, mail, search }: Props) {
  const t = useTranslations("mail");
  const common = useTranslations("common");
  const query = (more: Record<string, string>) =>
    `/mailbox?${new URLSearchParams({ ...(search.q === "" ? {} : { q: search.q }), ...more })}`;
  return (
    <main className="mx-auto flex w-full max-w-[1440px] min-w-0 flex-1 flex-col gap-4 px-4 pt-4 pb-8 md:px-16">
      <div>
        <h1 className="font-semibold text-xl tracking-[-0.015em]">{t("mailbox.title")}</h1>
        <p className="mt-0.5 text-muted-foreground text-sm">{t("mailbox.lead")}</p>
      </div>
      <div className="grid min-w-0 items-start gap-5 md:grid-cols-[320px_minmax(0,1fr)]">
        <section aria-label={t("tabs.list")} className={cn("min-w-0", mail !== null && "max-md:hidden")}>
          <search className="mb-3 flex gap-2">
            <form action="/mailbox" className="flex min-w-0 flex-1 gap-2">
              <SearchInput
                name="q"
                aria-label={t("search")}
                placeholder={t("search")}
                defaultValue={search.q}
                maxLength={mailSearchLength}
                className="flex-1"
              />
              <Button type="submit">{t("mailbox.find")}</Button>
            </form>
          </search>
          <div className="overflow-hidden rounded-lg border bg-card">
            {mails.length === 0 ? (
              <EmptyState icon={Mails} title={t(search.q === "" ? "emptyTitle" : "noneTitle")}>
                {t(search.q === "" ? "empty" : "none")}
              </EmptyState>
            ) : (
              <ul>
                {mails.map((line) => (
                  <li key={line.id} className="border-b last:border-b-0">
                    <Link
                      href={query({ message: line.id })}
                      prefetch={false}
                      aria-current={line.id === mail?.id ? "true" : undefined}
                      className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-0.5 px-4 py-[11px] hover:bg-accent focus-visible:-outline-offset-2 aria-[current=true]:bg-accent"
                    >
                      <span className="min-w-0 truncate font-medium text-sm">{line.subject}</span>
                      <RelativeTime date={line.createdAt} className="text-right text-muted-foreground text-xs" />
                      <span className="min-w-0 truncate text-muted-foreground text-xs">{line.toAddress}</span>
                      <MailStateBadge state={line.state} />
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </div>
          {next === null && search.page === null ? null : (
            <nav className="mt-3 flex justify-end gap-2">
              {search.page === null ? null : (
                <Link href={query({})} className={buttonVariants({ size: "sm" })}>
                  {t("first")}
                </Link>
              )}
              {next === null ? null : (
                <Link href={query({ page: mailPageParam(next) })} className={buttonVariants({ size: "sm" })}>
                  {common("next")}
                </Link>
              )}
            </nav>
          )}
        </section>
        <section aria-label={t("frame")} className="min-w-0">
          {mail === null ? (
            <p className="py-10 text-center text-muted-foreground text-sm max-md:hidden">{t("mailbox.choose")}</p>
          ) : (
            <>
              <Link href={query({})} className={cn(buttonVariants({ size: "sm" }), "mb-3 md:hidden")}>
                {t("back")}
              </Link>
              <h2 className="break-words font-semibold text-lg tracking-[-0.01em]">{mail.subject}</h2>
              <p className="mb-3 break-all text-muted-foreground text-sm">
                {t("to")}: {mail.toAddress}
              </p>
              {mail.error === null ? null : (
                <Note tone="warning" className="mb-3">
                  {mail.error}
                </Note>
              )}
              {mail.content === null ? <Note tone="warning">{t("gone")}</Note> : <MailContent {...mail.content} />}
            </>
          )}
        </section>
      </div>
    </main>
  );
}
