import { FileQuestion } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "~/components/ui/empty-state";

/** Inside an organisation: the shell stays, so the way on is beside it. */
export default async function OrgNotFound() {
  const t = await getTranslations("errors");
  return (
    <div className="grid flex-1 place-items-center">
      <EmptyState icon={FileQuestion} title={t("notFound.title")}>
        {t("not_found")}
      </EmptyState>
    </div>
  );
}
