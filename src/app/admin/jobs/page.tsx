import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { JobsPage } from "~/features/admin/components/jobs-page";
import { jobsSearchParams, runsInput, undeliveredInput } from "~/features/admin/jobs-search-params";
import { apiOf } from "~/trpc/server";
import { getSuperadmin } from "../../viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("jobs");
  return { title: t("title") };
}

const load = createLoader(jobsSearchParams);

export default async function ConsoleJobsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await getSuperadmin();
  const { api, HydrateClient } = apiOf(null);
  const search = await load(searchParams);
  await Promise.all([
    api.jobs.state.prefetch(),
    search.view === "events"
      ? api.jobs.undelivered.prefetch(undeliveredInput(search))
      : api.jobs.runs.prefetch(runsInput(search)),
  ]);
  return (
    <HydrateClient>
      <JobsPage />
    </HydrateClient>
  );
}
