import { Download } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { Button } from "~/components/ui/button";
import { Note } from "~/components/ui/note";
import { formatBytes } from "~/lib/format-bytes";
import type { refusalOf } from "../export-refusals";
import type { Belongings } from "../offboarding.schema";

/** What an export holds, and the form that begins it: a plain one, whose answer the browser saves as it comes. */
export async function ExportPart(props: {
  slug: string;
  belongings: Belongings;
  refusal: ReturnType<typeof refusalOf>;
}) {
  const { slug, belongings, refusal } = props;
  const [t, locale] = await Promise.all([getTranslations("offboarding.export"), getLocale()]);
  const { members, conversations, files, fileBytes } = belongings;
  return (
    <form method="post" action={`/api/organizations/export?org=${slug}`} className="flex max-w-[68ch] flex-col gap-3">
      {refusal === null ? null : (
        <Note tone="warning" live="alert">
          {t(`refusals.${refusal}`)}
        </Note>
      )}
      <div className="text-sm">
        <p className="font-medium">{t("holds")}</p>
        <ul className="mt-1 list-disc pl-5 text-muted-foreground">
          <li>{t("conversations", { count: conversations })}</li>
          <li>{t("files", { count: files, size: formatBytes(fileBytes, locale) })}</li>
          <li>{t("people", { count: members })}</li>
          <li>{t("books")}</li>
        </ul>
        <p className="mt-2 text-muted-foreground">{t("readable")}</p>
      </div>
      <Note>{t("private")}</Note>
      <Button type="submit" variant="outline" className="self-start">
        <Download aria-hidden />
        {t("act")}
      </Button>
    </form>
  );
}
