"use client";

import { useLocale, useTranslations } from "next-intl";
import { api } from "~/trpc/react";

/** Who can help, by name: "Mira Okafor and Jonas Lind can add credits." */
export function BuyersLine({ about }: { about: "buyersAdd" | "buyersMember" | "buyersRole" }) {
  const t = useTranslations("chat.wall");
  const locale = useLocale();
  const buyers = api.organizations.buyers.useQuery(undefined, { staleTime: 300_000 });
  const people = buyers.data ?? [];
  // While the names come the line keeps its height.
  if (buyers.isPending) return <span className="block">{"\u00a0"}</span>;
  if (people.length === 0) return <span className="block">{t("nobody")}</span>;
  return (
    <span className="block">
      {t.rich(about, {
        count: people.length,
        people: () =>
          listed(people, locale).map(({ key, name, before }) => (
            <span key={key}>
              {before}
              <b className="font-medium">{name}</b>
            </span>
          )),
      })}
    </span>
  );
}

/** Each person with the words that join them to the one before, as the language does it. */
function listed(people: readonly { id: string; name: string }[], locale: string) {
  const parts = new Intl.ListFormat(locale).formatToParts(people.map((person) => person.name));
  const places = parts.flatMap((part, at) => (part.type === "element" ? [at] : []));
  return people.map(({ id, name }, index) => {
    const before = parts[(places[index] ?? 0) - 1];
    return { key: id, name, before: index > 0 ? before?.value : "" };
  });
}
