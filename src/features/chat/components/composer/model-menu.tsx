"use client";

import { Check } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Badge } from "~/components/ui/badge";
import { Command, CommandEmpty, CommandInput, CommandItem, CommandList } from "~/components/ui/command";
import { formatUsdPrice } from "~/lib/format-usd";
import type { ModelChoice } from "../../chat.schema";
import { providerName } from "../../hooks/model-name";
import type { ModelPick } from "../../hooks/use-model-choice";

/** Models to search in, each with its provider's prices, and which of them are a demonstration. */
export function ModelMenu({ pick, onPicked }: { pick: ModelPick; onPicked: (modelId: string) => void }) {
  const t = useTranslations("chat.models");
  const locale = useLocale();
  const listOf = ({ takes }: ModelChoice) =>
    new Intl.ListFormat(locale).format(takes.map((input) => t(`takes.${input}`)));
  return (
    <Command label={t("label")} defaultValue={pick.model?.id ?? ""} loop>
      <CommandInput placeholder={t("search")} autoFocus />
      <CommandList>
        <CommandEmpty>{t("none")}</CommandEmpty>
        {pick.models.map((model) => (
          <CommandItem
            key={model.id}
            value={model.id}
            keywords={[model.name, model.provider]}
            onSelect={() => onPicked(model.id)}
            className="min-h-11"
          >
            <Check
              aria-hidden
              className={model.id === pick.model?.id ? "size-3.5 text-primary!" : "invisible size-3.5"}
            />
            <span className="min-w-0 flex-1">
              <span className="flex items-center gap-2">
                <span className="truncate font-medium">{model.name}</span>
                {model.isDemo ? <Badge tone="outline">{t("demo")}</Badge> : null}
              </span>
              <span className="block truncate text-muted-foreground text-xs">
                {model.isDemo ? t("demoNote") : providerName(model.provider)}
              </span>
              {model.takes.length > 0 ? (
                <span className="block truncate text-muted-foreground text-xs">
                  {t("reads", { list: listOf(model) })}
                </span>
              ) : null}
            </span>
            <span className="whitespace-nowrap text-right text-muted-foreground text-xs">
              {t.rich("prices", {
                n: (figure) => <span className="num">{figure}</span>,
                input: formatUsdPrice(model.inputPerMillionPusd, locale),
                output: formatUsdPrice(model.outputPerMillionPusd, locale),
              })}
            </span>
          </CommandItem>
        ))}
      </CommandList>
      <p className="border-t px-3.5 py-2 text-muted-foreground text-xs">{t("perMillion")}</p>
    </Command>
  );
}
