import { getTranslations } from "next-intl/server";
import { Note } from "~/components/ui/note";
import { SettingsBlock } from "~/features/accounts/components/settings-block";
import type { Viewer } from "~/features/accounts/server/viewer.service";
import { ExportPart } from "~/features/offboarding/components/export-part";
import { refusalOf } from "~/features/offboarding/export-refusals";
import { apiOf } from "~/trpc/server";

/**
 * Everything of the organisation for whoever may have it.
 * @param refused the code that an export was refused with, where the browser was led back here.
 */
export async function ExportBlock({ viewer, refused }: { viewer: Viewer; refused: unknown }) {
  const { org, permissions } = viewer;
  const refusal = refusalOf(refused);
  const t = await getTranslations("offboarding.export");
  if (!permissions.includes("org.export")) {
    return refusal === null ? null : (
      <Note tone="warning" live="alert" className="my-4">
        {t("refusals.role")}
      </Note>
    );
  }
  const belongings = await apiOf(org.slug).api.offboarding.belongings();
  return (
    <SettingsBlock id="export" title={t("blockTitle")} description={t("lead")}>
      <ExportPart slug={org.slug} belongings={belongings} refusal={refusal} />
    </SettingsBlock>
  );
}
