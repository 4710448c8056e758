"use client";

import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryStates } from "nuqs";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { FiltersRow, Page, PageHeader } from "~/components/layout/page";
import { Card } from "~/components/ui/card";
import { Segmented } from "~/components/ui/segmented";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "~/components/ui/select";
import { locales } from "~/i18n/locales";
import { api } from "~/trpc/react";
import { isTemplateName, templateNames } from "../../../../emails/template-names";
import { MailContent } from "./mail-content";
import { MailQuery } from "./mail-query";
import { MailTabs } from "./mail-tabs";

export function TemplatesPage() {
  return (
    <NuqsAdapter>
      <Templates />
    </NuqsAdapter>
  );
}

/** Every template with made-up content, in both languages; which one is in the address. */
function Templates() {
  const t = useTranslations("mail");
  const common = useTranslations("common");
  const [{ template, language }, set] = useQueryStates({
    template: parseAsStringLiteral(templateNames).withDefault("verify-email"),
    language: parseAsStringLiteral(locales).withDefault("en"),
  });
  const preview = api.mail.preview.useQuery({ template, locale: language });
  return (
    <Page>
      <PageHeader title={t("title")} description={t("templates.lead")} />
      <MailTabs />
      <FiltersRow label={t("templates.choose")}>
        <Select
          value={template}
          onValueChange={(name) => {
            if (isTemplateName(name)) void set({ template: name });
          }}
        >
          <SelectTrigger className="w-64 max-md:w-full" aria-label={t("templates.choose")}>
            <SelectValue>{t(`templates.names.${template}`)}</SelectValue>
          </SelectTrigger>
          <SelectContent>
            {templateNames.map((name) => (
              <SelectItem key={name} value={name}>
                {t(`templates.names.${name}`)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
        <Segmented
          name="template-language"
          label={t("templates.language")}
          value={language}
          onValueChange={(chosen) => void set({ language: chosen })}
          items={locales.map((value) => ({ value, label: common(`language.${value}`) }))}
        />
      </FiltersRow>
      <Card className="p-4 md:p-5" aria-busy={preview.isFetching}>
        <MailQuery query={preview}>
          {({ subject, html, text }) => (
            <>
              <h2 className="mb-3 break-words font-semibold text-lg tracking-[-0.01em]">{subject}</h2>
              <MailContent html={html} text={text} />
            </>
          )}
        </MailQuery>
      </Card>
    </Page>
  );
}
