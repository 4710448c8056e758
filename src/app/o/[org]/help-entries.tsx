import { FileCode, ListChecks, ReceiptText, ShieldCheck } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { HelpEntry } from "~/components/layout/help-trigger";
import type { Viewer } from "~/features/accounts/server/viewer.service";
import type { Standing } from "~/features/onboarding/onboarding.schema";
import { countDone, onboardingPath, steps } from "~/features/onboarding/onboarding-steps";

/** What helps this member: the first steps, which are their own and closed to whoever acts for them, and what to read. */
export async function helpEntries(viewer: Viewer, standing: Standing | null): Promise<HelpEntry[]> {
  const [t, shell] = await Promise.all([getTranslations("shell.help"), getTranslations("shell")]);
  const done = standing === null ? 0 : countDone(standing.steps);
  return [
    ...(viewer.acting === null
      ? [
          {
            href: onboardingPath,
            label: t("started"),
            icon: <ListChecks aria-hidden />,
            ...(standing === null ? {} : { aside: t("startedCount", { done, count: steps.length }) }),
          },
        ]
      : []),
    ...(viewer.permissions.includes("members.read")
      ? [{ href: `/o/${viewer.org.slug}/settings/members/roles`, label: t("roles"), icon: <ShieldCheck aria-hidden /> }]
      : []),
    { href: "/docs/api", label: t("api"), icon: <FileCode aria-hidden /> },
    { href: "/charge-policy", label: shell("chargePolicy"), icon: <ReceiptText aria-hidden /> },
  ];
}
