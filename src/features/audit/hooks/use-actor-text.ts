"use client";

import { useTranslations } from "next-intl";
import type { AuditLineView } from "../components/audit-list";

/** Who acted, in whose place, or that nobody did. */
export function useActorText(): (line: AuditLineView) => string {
  const t = useTranslations("audit");
  return ({ actor, actingAs, actorRole }) => {
    const name = (person: { name: string }) => (person.name === "" ? t("gone") : person.name);
    if (actor === null) return t("system");
    if (actorRole === "provider") return t("byProvider", { name: name(actor) });
    return actingAs === null ? name(actor) : t("inPlaceOf", { name: name(actor), member: name(actingAs) });
  };
}
