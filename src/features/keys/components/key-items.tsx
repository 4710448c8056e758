"use client";

import { useTranslations } from "next-intl";
import { DataList } from "~/components/ui/data-list";
import { KeyName, KeyScopes, useEndText, useMonthText } from "./key-facts";
import type { KeyAct, KeyLine } from "./key-line";
import { KeyMenu } from "./key-menu";
import type { KeyListProps } from "./key-table";

/** On a phone: the key and its month, what it may do and until when. */
export function KeyItems({ keys, onAct }: KeyListProps) {
  const t = useTranslations("keys");
  return (
    <DataList className="md:hidden" aria-label={t("title")}>
      {keys.map((key) => (
        <KeyItem key={key.id} item={key} onAct={(act) => onAct(act, key)} />
      ))}
    </DataList>
  );
}

function KeyItem({ item, onAct }: { item: KeyLine; onAct: (act: KeyAct) => void }) {
  const month = useMonthText(item);
  const ends = useEndText(item);
  return (
    <li className="flex flex-col gap-1.5 border-b px-4 py-[11px] last:border-b-0">
      <span className="grid grid-cols-[minmax(0,1fr)_auto_28px] items-center gap-x-2.5">
        <KeyName item={item} />
        <span className="text-right">
          <span className="block">{month.credits}</span>
          <span className="block text-muted-foreground text-xs">{month.calls}</span>
        </span>
        <KeyMenu item={item} onAct={onAct} />
      </span>
      <KeyScopes item={item} />
      <span className="text-muted-foreground text-xs">{ends}</span>
    </li>
  );
}
