import { getLocale, getTranslations } from "next-intl/server";
import { locales } from "~/i18n/locales";
import { setLocale } from "~/i18n/set-locale.action";

/** The other language, on public pages. A form, so that it works before and without scripts. */
export async function LanguageSwitch() {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("common")]);
  return (
    <div className="flex gap-1">
      {locales
        .filter((other) => other !== locale)
        .map((other) => (
          <form key={other} action={setLocale.bind(null, other)}>
            <button
              type="submit"
              lang={other}
              className="rounded-md px-2 py-1.5 text-muted-foreground text-sm hover:text-foreground"
            >
              <span className="max-md:sr-only">{t(`language.${other}`)}</span>
              <span aria-hidden className="uppercase md:hidden">
                {other}
              </span>
            </button>
          </form>
        ))}
    </div>
  );
}
