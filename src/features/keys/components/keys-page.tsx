"use client";

import { KeyRound } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ErrorPanel } from "~/components/layout/error-panel";
import { Button, buttonVariants } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { SkeletonRows } from "~/components/ui/skeleton";
import { api } from "~/trpc/react";
import type { NewSecret } from "../keys.schema";
import { CreateKeyDialog } from "./create-key-dialog";
import { KeyDialogs } from "./key-dialogs";
import { KeyItems } from "./key-items";
import type { KeyAct, KeyLine } from "./key-line";
import { KeyTable } from "./key-table";
import { SecretDialog } from "./secret-dialog";

/** Keys for programs: one's own, or everybody's for those who look after them. */
export function KeysPage({ baseUrl }: { baseUrl: string }) {
  const t = useTranslations("keys");
  const list = api.keys.list.useQuery();
  const [isCreating, setCreating] = useState(false);
  const [asked, setAsked] = useState<{ act: KeyAct; key: KeyLine } | null>(null);
  const [made, setMade] = useState<NewSecret | null>(null);
  const onAct = (act: KeyAct, key: KeyLine) => setAsked({ act, key });
  const create = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      {t("create")}
    </Button>
  );
  return (
    <>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <Link href="/docs/api" className={buttonVariants()}>
          {t("docs")}
        </Link>
        {list.data?.length === 0 ? null : create}
      </div>
      <Card aria-busy={list.isFetching} aria-label={t("title")}>
        {list.data === undefined ? (
          list.isError ? (
            <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <SkeletonRows rows={3} widths={[30, 16, 12, 12, 12]} />
          )
        ) : list.data.length === 0 ? (
          <EmptyState icon={KeyRound} title={t("none.title")} action={create}>
            {t("none.text")}
          </EmptyState>
        ) : (
          <>
            <KeyTable keys={list.data} onAct={onAct} />
            <KeyItems keys={list.data} onAct={onAct} />
          </>
        )}
      </Card>
      {isCreating ? (
        <CreateKeyDialog
          onClose={() => setCreating(false)}
          onMade={(secret) => {
            setCreating(false);
            setMade(secret);
          }}
        />
      ) : null}
      {asked === null ? null : (
        <KeyDialogs act={asked.act} item={asked.key} onClose={() => setAsked(null)} onMade={setMade} />
      )}
      {made === null ? null : <SecretDialog made={made} baseUrl={baseUrl} onClose={() => setMade(null)} />}
    </>
  );
}
