"use client";

import { FlaskConical } from "lucide-react";
import { useState } from "react";
import { ErrorPanel } from "~/components/layout/error-panel";
import { Button } from "~/components/ui/button";
import { PartTitle } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Note } from "~/components/ui/note";
import { Skeleton } from "~/components/ui/skeleton";
import { formatUsd } from "~/lib/format-usd";
import { api } from "~/trpc/react";
import { purchaseBounds, purchasePacks } from "../credits-limits";
import { usePurchase } from "../hooks/use-purchase";
import { useWords } from "../hooks/use-words";
import { purchasePriceUsdMicros } from "../purchase-price";
import { AfterPurchase } from "./after-purchase";
import { CreditPack } from "./credit-pack";

const defaultPack = 1_000;

/** Packs, a free choice, what the balance would be, and one button that says what it does and costs. */
export function BuyCredits() {
  const { t, locale } = useWords();
  const checkout = api.credits.checkout.useQuery();
  const [pack, setPack] = useState<number | null>(defaultPack);
  const [other, setOther] = useState("");
  const [isTouched, setTouched] = useState(false);
  const purchase = usePurchase(() => {
    setPack(defaultPack);
    setOther("");
  });
  if (checkout.isError)
    return <ErrorPanel error={checkout.error} onRetry={() => void checkout.refetch()} className="py-4" />;
  if (checkout.data === undefined) return <Skeleton className="h-[300px] w-full" />;
  const { mode, creditPricePusd, askEmails } = checkout.data;
  if (mode === "off" || creditPricePusd === null) return <NotForSale isOff={mode === "off"} askEmails={askEmails} />;

  const credits = pack ?? wholeCredits(other);
  const priceOf = (amount: number) => purchasePriceUsdMicros(amount, creditPricePusd) * 1_000_000n;
  const number = new Intl.NumberFormat(locale);
  const hint = t("buy.otherHint", { min: number.format(purchaseBounds.min), max: number.format(purchaseBounds.max) });
  const isWrong = pack === null && credits === null && isTouched && other !== "";

  return (
    <form
      className="flex h-full flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        setTouched(true);
        if (credits !== null) purchase.buy(credits);
      }}
    >
      <PartTitle>{t("buy.title")}</PartTitle>
      <fieldset className="my-3 grid grid-cols-3 gap-2">
        <legend className="sr-only">{t("buy.packs")}</legend>
        {purchasePacks.map((amount) => (
          <CreditPack
            key={amount}
            credits={number.format(amount)}
            price={formatUsd(priceOf(amount), locale, {
              fractionDigits: priceOf(amount) % 1_000_000_000_000n === 0n ? 0 : 2,
            })}
            checked={pack === amount}
            onChoose={() => {
              setPack(amount);
              setOther("");
            }}
          />
        ))}
      </fieldset>
      <Field
        label={t("buy.other")}
        hideLabel
        error={isWrong ? hint : undefined}
        hint={pack === null && !isWrong ? hint : undefined}
        className="mb-3"
      >
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            placeholder={t("buy.other")}
            value={other}
            onFocus={() => setTouched(false)}
            onBlur={() => setTouched(true)}
            onChange={(event) => {
              setOther(event.target.value);
              setPack(event.target.value === "" ? defaultPack : null);
            }}
          />
        )}
      </Field>
      <AfterPurchase credits={credits} />
      {mode === "test" ? (
        <Note tone="warning" icon={FlaskConical} title={t("buy.testTitle")} className="my-3">
          {t("buy.test")}
        </Note>
      ) : null}
      <span className="min-h-3 flex-1" />
      <Button
        type="submit"
        variant="primary"
        className="h-9 w-full"
        pending={purchase.isPending}
        disabled={credits === null}
      >
        {credits === null
          ? t("buy.actNone")
          : t("buy.act", { credits, price: formatUsd(priceOf(credits), locale, { fractionDigits: 2 }) })}
      </Button>
    </form>
  );
}

function NotForSale({ isOff, askEmails }: { isOff: boolean; askEmails: readonly string[] }) {
  const { t } = useWords();
  return (
    <>
      <PartTitle className="mb-3">{t("buy.title")}</PartTitle>
      {isOff ? (
        <Note title={t("buy.offTitle")}>
          {t("buy.off")}{" "}
          {askEmails.length > 0 ? t("buy.offAskWhom", { addresses: askEmails.join(", ") }) : t("buy.offAsk")}
        </Note>
      ) : (
        <Note>{t("buy.noPrice")}</Note>
      )}
    </>
  );
}

/** What somebody typed as a number that can be bought; null for everything else. Grouping spaces and commas are theirs to use. */
function wholeCredits(text: string): number | null {
  const digits = text.replace(/[\s\u00a0\u202f]|,(?=\d{3}(?:\D|$))/g, "");
  if (!/^\d{1,9}$/.test(digits)) return null;
  const credits = Number(digits);
  return credits >= purchaseBounds.min && credits <= purchaseBounds.max ? credits : null;
}
