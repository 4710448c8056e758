"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Checkbox } from "~/components/ui/checkbox";
import type { ApiScope } from "~/server/api-scopes";

const texts = {
  "agents:read": "agentsRead",
  "agents:run": "agentsRun",
  "usage:read": "usageRead",
} as const satisfies Record<ApiScope, string>;
const choices = Object.keys(texts).filter((name): name is ApiScope => Object.hasOwn(texts, name));

/** What the key may do, each with what it opens. None is chosen at first. */
export function ScopeChoice({ chosen, onChoose }: { chosen: ApiScope[]; onChoose: (scopes: ApiScope[]) => void }) {
  const t = useTranslations("keys.form");
  const id = useId();
  return (
    <fieldset className="flex flex-col gap-2" aria-describedby={`${id}-hint`}>
      <legend className="mb-1.5 font-medium">{t("scopes")}</legend>
      {choices.map((scope) => (
        <label key={scope} htmlFor={`${id}-${scope}`} className="flex cursor-pointer items-start gap-2.5">
          <Checkbox
            id={`${id}-${scope}`}
            className="mt-0.5"
            checked={chosen.includes(scope)}
            onCheckedChange={(checked) =>
              onChoose(checked === true ? [...chosen, scope] : chosen.filter((held) => held !== scope))
            }
          />
          <span className="min-w-0">
            <span className="block font-mono text-sm">{scope}</span>
            <span className="block text-muted-foreground text-xs">{t(`scope.${texts[scope]}`)}</span>
          </span>
        </label>
      ))}
      <p id={`${id}-hint`} className="text-muted-foreground text-xs">
        {t("scopesHint")}
      </p>
    </fieldset>
  );
}
