"use client";

import { useTranslations } from "next-intl";
import { Badge } from "~/components/ui/badge";
import { CopyButton } from "~/components/ui/copy-button";
import { type GuideChoice, type GuideVariable, portGuide } from "../port-guide";
import type { Adapter } from "./adapters-page";

/** What to set for each adapter that the port can have, and where that is explained. */
export function AdapterGuide({ adapter }: { adapter: Adapter }) {
  const t = useTranslations("admin.adapters.guide");
  return (
    <>
      <p className="text-muted-foreground text-xs">{t(adapter.port === "models" ? "leadMany" : "lead")}</p>
      <ul className="flex flex-col gap-3">
        {portGuide[adapter.port].map((choice) => (
          <Choice key={choice.adapter} choice={choice} isInUse={choice.adapter === adapter.adapter} />
        ))}
      </ul>
      <p className="text-muted-foreground text-xs">
        {t.rich("readme", { file: (text) => <span className="font-mono text-foreground">{text}</span> })}
      </p>
    </>
  );
}

function Choice({ choice, isInUse }: { choice: GuideChoice; isInUse: boolean }) {
  const t = useTranslations("admin.adapters.guide");
  return (
    <li className="rounded-md border">
      <div className="flex items-center gap-2 border-b px-3 py-1.5">
        <span className="font-mono text-xs">{choice.adapter}</span>
        {isInUse ? <Badge tone="credit">{t("inUse")}</Badge> : null}
        <span className="flex-1" />
        {choice.variables.length === 0 ? null : (
          <CopyButton
            text={choice.variables
              .filter(({ isInstead }) => !isInstead)
              .map(lineOf)
              .join("\n")}
          />
        )}
      </div>
      {choice.variables.length === 0 ? (
        <p className="px-3 py-2 text-muted-foreground text-xs">{t("nothing")}</p>
      ) : (
        <ul className="flex flex-col gap-1 px-3 py-2">
          {choice.variables.map((variable) => (
            <li key={variable.name} className="flex items-baseline gap-2 text-xs">
              <code className="min-w-0 break-all font-mono">{lineOf(variable)}</code>
              <span className="flex-1" />
              <span className="text-muted-foreground">{t(needOf(variable))}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function needOf({ isNeeded, isInstead }: GuideVariable): "needed" | "optional" | "instead" {
  if (isInstead) return "instead";
  return isNeeded ? "needed" : "optional";
}

function lineOf({ name, value }: GuideVariable): string {
  return `${name}=${value ?? ""}`;
}
