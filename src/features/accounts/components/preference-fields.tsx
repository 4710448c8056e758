"use client";

import { useLocale, useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { Segmented } from "~/components/ui/segmented";
import { toast } from "~/components/ui/toast";
import { isLocale, locales } from "~/i18n/locales";
import { setLocale } from "~/i18n/set-locale.action";
import { api } from "~/trpc/react";

const themes = ["system", "light", "dark"] as const;

/** Language and theme act at once. The language is kept with the account, the theme with this browser. */
export function PreferenceFields({ name }: { name: string }) {
  const t = useTranslations("account");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const locale = useLocale();
  const { theme, setTheme } = useTheme();
  const mounted = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  const update = api.account.updateProfile.useMutation({ onError: (error) => toast.failed(errorText(error)) });

  function chooseLanguage(value: string): void {
    if (!isLocale(value)) return;
    update.mutate({ name, locale: value });
    void setLocale(value);
  }

  return (
    <div className="flex max-w-100 flex-col gap-4">
      <div className="flex flex-col items-start gap-1.5">
        <span className="font-medium">{common("language.label")}</span>
        <Segmented
          name="language"
          label={common("language.label")}
          value={locale}
          onValueChange={chooseLanguage}
          items={locales.map((value) => ({ value, label: <span lang={value}>{common(`language.${value}`)}</span> }))}
        />
        <span className="text-muted-foreground text-xs">{t("languageHint")}</span>
      </div>
      <div className="flex flex-col items-start gap-1.5">
        <span className="font-medium">{common("theme.label")}</span>
        <Segmented
          name="theme"
          label={common("theme.label")}
          // The server cannot know this browser's choice; until it is known nothing is marked.
          value={mounted && theme ? theme : ""}
          onValueChange={setTheme}
          items={themes.map((value) => ({ value, label: common(`theme.${value}`) }))}
        />
        <span className="text-muted-foreground text-xs">{t("themeHint")}</span>
      </div>
    </div>
  );
}

function subscribeToNothing(): () => void {
  return () => undefined;
}
