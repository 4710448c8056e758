"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { CreditAmount } from "~/components/brand/credit-amount";
import { ReceiptLine, ReceiptRule, TornReceipt } from "~/components/brand/torn-receipt";
import { Button } from "~/components/ui/button";
import { Skeleton } from "~/components/ui/skeleton";
import { api } from "~/trpc/react";
import type { Receipt } from "../../chat.schema";
import { ReceiptCharge } from "./receipt-charge";

/** The receipt of an answer: every call that was made for it, how each came to its charge. */
export function ReceiptPaper({ messageId, isInPlace = false }: { messageId: string; isInPlace?: boolean }) {
  const query = api.chat.receipt.useQuery(
    { messageId },
    { refetchInterval: (asked) => (asked.state.data?.state === "pending" ? 2_000 : false) },
  );
  return (
    <TornReceipt
      unroll={query.isSuccess}
      shadow={!isInPlace}
      className={isInPlace ? "w-full" : undefined}
      paperClassName="max-h-[min(560px,70dvh)] overflow-y-auto scrollbar-thin"
    >
      {query.data ? (
        <ReceiptBody receipt={query.data} />
      ) : (
        <ReceiptWait failed={query.isError} onRetry={() => void query.refetch()} />
      )}
    </TornReceipt>
  );
}

function ReceiptBody({ receipt }: { receipt: Receipt }) {
  const t = useTranslations("chat.receipt");
  const { charges } = receipt;
  const last = charges.at(-1);
  return (
    <>
      {charges.map((charge, index) => (
        <div key={charge.id} className={index > 0 ? "mt-4 border-input border-t border-dashed pt-3" : undefined}>
          {charges.length > 1 ? (
            <p className="mb-1 text-muted-foreground text-xs">
              {t("part", { index: index + 1, count: charges.length })}
            </p>
          ) : null}
          <ReceiptCharge charge={charge} />
        </div>
      ))}
      {charges.length > 1 ? (
        <>
          <ReceiptRule />
          <ReceiptLine strong label={t("total")} value={<CreditAmount ucr={receipt.totalUcr} word />} />
        </>
      ) : null}
      {receipt.state === "pending" ? <p className="text-muted-foreground text-xs">{t("pending")}</p> : null}
      {charges.length === 0 && receipt.state === "final" ? <p className="text-sm">{t("nothing")}</p> : null}
      <div className="mt-2 flex items-baseline gap-2 text-muted-foreground text-xs">
        {last ? <span>{t("versions", { price: last.priceVersion, markup: last.markupVersion })}</span> : null}
        <span className="flex-1" />
        <Link href="/charge-policy" className="rounded-sm font-medium text-credit hover:underline">
          {t("how")}
        </Link>
      </div>
    </>
  );
}

function ReceiptWait({ failed, onRetry }: { failed: boolean; onRetry: () => void }) {
  const t = useTranslations("chat.receipt");
  const common = useTranslations("common");
  if (failed) {
    return (
      <div role="alert" className="flex flex-col items-start gap-2 text-sm">
        {t("failed")}
        <Button size="sm" onClick={onRetry}>
          {common("retry")}
        </Button>
      </div>
    );
  }
  return (
    <div className="flex h-[196px] flex-col gap-3 pt-1">
      <p role="status" className="sr-only">
        {t("loading")}
      </p>
      {[40, 96, 92, 88, 70, 94].map((width) => (
        <Skeleton key={width} className="h-3" style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
