import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { isGuessedName } from "~/features/accounts/name-from-email";
import type { Viewer } from "~/features/accounts/server/viewer.service";
import { NextStep } from "~/features/onboarding/components/next-step";
import { PurposeStep } from "~/features/onboarding/components/purpose-step";
import { StartStep } from "~/features/onboarding/components/start-step";
import { isStep, placeOf, type Step, steps } from "~/features/onboarding/onboarding-steps";
import { MessagesProvider } from "~/i18n/messages-provider";
import { backend } from "~/server/ports";
import { apiOf } from "~/trpc/server";
import { getWelcomeViewer } from "../welcome-viewer";
import { firstConversation } from "./first-conversation";
import { LazyMessageStep } from "./lazy-message-step";
import { WorkspaceStep } from "./workspace-step";

type Props = { params: Promise<{ step: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { step } = await params;
  const t = await getTranslations("onboarding");
  if (!isStep(step)) return { title: t("title") };
  return { title: t("metaTitle", { step: t(`names.${step}`), place: placeOf(step), count: steps.length }) };
}

/** One of the first steps, for whoever is signed in. */
export default async function WelcomeStepPage({ params }: Props) {
  const [viewer, { step }] = await Promise.all([getWelcomeViewer(), params]);
  if (!isStep(step)) notFound();
  const { api, HydrateClient } = apiOf(viewer.org.slug);
  await api.onboarding.standing.prefetch();
  return (
    <HydrateClient>
      <StepOf step={step} viewer={viewer} />
    </HydrateClient>
  );
}

async function StepOf({ step, viewer }: { step: Step; viewer: Viewer }) {
  const { org, user, role, permissions } = viewer;
  const home = `/o/${org.slug}/chat`;
  const may = (permission: (typeof permissions)[number]) => permissions.includes(permission);
  switch (step) {
    case "start": {
      const { api } = apiOf(org.slug);
      // Without its figures the page still says what it is for.
      const [balance, terms] = await Promise.all([
        api.credits.now().catch(() => null),
        api.credits.terms().catch(() => null),
      ]);
      const facts = {
        org: org.name,
        availableUcr: balance?.availableUcr ?? null,
        creditPricePusd: terms?.creditPricePusd ?? null,
        canBuy: may("credits.buy"),
      };
      return <StartStep home={home} name={{ value: user.name, isGuessed: isGuessedName(user) }} facts={facts} />;
    }
    case "workspace":
      return (
        <MessagesProvider namespaces={["common", "errors", "onboarding", "organization"]} timeZone={org.timeZone}>
          <WorkspaceStep
            home={home}
            org={{ name: org.name, kind: org.kind, timeZone: org.timeZone }}
            address={`${backend().settings.appUrl}/o/${org.slug}`}
            role={role}
            isFounder={role === "owner" && may("org.update")}
          />
        </MessagesProvider>
      );
    case "purpose":
      return <PurposeStep home={home} />;
    case "message":
      return (
        <MessagesProvider namespaces={["common", "errors", "onboarding", "chat", "files"]} timeZone={org.timeZone}>
          <LazyMessageStep home={home} {...(await firstConversation(viewer))} />
        </MessagesProvider>
      );
    case "next":
      return <NextStep orgSlug={org.slug} permissions={permissions} />;
  }
}
