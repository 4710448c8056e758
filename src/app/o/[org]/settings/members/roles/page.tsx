import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Note } from "~/components/ui/note";
import { RoleTable } from "~/features/members/components/role-table";
import { getOrgViewer } from "../../../../../viewer";
import { SettingsFrame } from "../../settings-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members.roles");
  return { title: t("title") };
}

/** Who can do what: the table itself, for everybody to read. */
export default async function OrgRolesPage({ params }: { params: Promise<{ org: string }> }) {
  const viewer = await getOrgViewer((await params).org);
  if (!viewer.permissions.includes("members.read")) notFound();
  const t = await getTranslations("members.roles");
  return (
    <SettingsFrame viewer={viewer} description={t("lead")}>
      <Link
        href={`/o/${viewer.org.slug}/settings/members`}
        className="inline-flex items-center gap-1.5 self-start rounded-sm text-muted-foreground text-sm hover:text-foreground"
      >
        <ArrowLeft aria-hidden className="size-3.5" />
        {t("back")}
      </Link>
      <h2 className="font-semibold text-lg tracking-[-0.01em]">{t("title")}</h2>
      <Note>{t("private")}</Note>
      <RoleTable own={viewer.role} />
    </SettingsFrame>
  );
}
