import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { RunPage } from "~/features/admin/components/run-page";
import { RunInput } from "~/features/admin/jobs.schema";
import { apiOf } from "~/trpc/server";
import { getSuperadmin } from "../../../viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("jobs");
  return { title: t("title") };
}

export default async function ConsoleRunPage({ params }: { params: Promise<{ runId: string }> }) {
  await getSuperadmin();
  const asked = RunInput.safeParse(await params);
  if (!asked.success) notFound();
  const { api, HydrateClient } = apiOf(null);
  await api.jobs.run.prefetch(asked.data);
  return (
    <HydrateClient>
      <RunPage runId={asked.data.runId} />
    </HydrateClient>
  );
}
