"use client";

import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { CreditAmount } from "~/components/brand/credit-amount";
import { DateTime } from "~/components/brand/date-time";
import { TokenCount } from "~/components/brand/token-count";
import { DataList, DataListItem } from "~/components/ui/data-list";
import { type OrgCharge, tokensOf } from "../org-charge";
import { ChargeDetail } from "./charge-detail";

/** On a narrow screen: model and charge, then when, who and the tokens; each opens its receipt below it. */
export function ChargeItems(props: {
  charges: readonly OrgCharge[];
  timeZone: string;
  open: string | null;
  onToggle: (holdId: string) => void;
}) {
  const t = useTranslations("credits");
  const admin = useTranslations("admin.org");
  const { timeZone } = props;
  return (
    <DataList className="lg:hidden">
      {props.charges.map((charge) => (
        <Fragment key={charge.holdId}>
          <DataListItem
            onOpen={() => props.onToggle(charge.holdId)}
            isOpen={props.open === charge.holdId}
            title={charge.modelName ?? charge.modelId}
            amount={
              charge.chargeUcr === 0n ? (
                <span className="text-muted-foreground">{admin("free")}</span>
              ) : (
                <CreditAmount ucr={charge.chargeUcr} className="font-medium" />
              )
            }
            meta={
              <>
                <DateTime date={charge.createdAt} timeZone={timeZone} /> · {charge.userName ?? t("who.former")}
              </>
            }
            aside={<TokenCount count={tokensOf(charge)} />}
          />
          {props.open === charge.holdId ? (
            <li className="border-b bg-background px-4 py-3">
              <ChargeDetail charge={charge} timeZone={timeZone} />
            </li>
          ) : null}
        </Fragment>
      ))}
    </DataList>
  );
}
