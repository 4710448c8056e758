"use client";

import { Download, ScrollText } from "lucide-react";
import Link from "next/link";
import { Button } from "~/components/ui/button";
import { exportHref, filterOf } from "../entry-search-params";
import { useEntrySearch } from "../hooks/use-entry-search";
import { useWords } from "../hooks/use-words";

/** The rules by which credits are charged, and the file of what the list shows now. */
export function CreditsActions({ orgSlug, canExport }: { orgSlug: string; canExport: boolean }) {
  const { t } = useWords();
  const { search } = useEntrySearch();
  return (
    <>
      <Button asChild variant="ghost">
        <Link href="/charge-policy">
          <ScrollText aria-hidden />
          {t("chargePolicy")}
        </Link>
      </Button>
      {canExport ? (
        <Button asChild>
          <a href={exportHref(orgSlug, filterOf(search))} download>
            <Download aria-hidden />
            {t("exportCsv")}
          </a>
        </Button>
      ) : null}
    </>
  );
}
