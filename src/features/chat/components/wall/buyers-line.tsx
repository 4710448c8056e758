"use client";

import { useLocale, useTranslations } from "next-intl";
import { api } from "~/trpc/react";

/** Who can help, by name: "Mira Okafor and Jonas Lind can add credits." */
export function BuyersLine({ about }: { about: "buyersAdd" | "buyersMember" | "buyersRole" }) {
  const t = useTranslations("chat.wall");
  const locale = useLocale();
  const buyers = api.organizations.buyers.useQuery(undefined, { staleTime: 300_000 });
  const names = (buyers.data ?? []).map((person) => person.name);
  // While the names come the line keeps its height.
  if (buyers.isPending) return <span className="block">{"\u00a0"}</span>;
  if (names.length === 0) return <span className="block">{t("nobody")}</span>;
  const parts = new Intl.ListFormat(locale).formatToParts(names);
  return (
    <span className="block">
      {t.rich(about, {
        count: names.length,
        people: () =>
          parts.map((part, index) =>
            part.type === "element" ? (
              <b key={`${part.value}-${index + 1}`} className="font-medium">
                {part.value}
              </b>
            ) : (
              part.value
            ),
          ),
      })}
    </span>
  );
}
