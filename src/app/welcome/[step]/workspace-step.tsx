"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { Button } from "~/components/ui/button";
import { MemberFacts } from "~/features/onboarding/components/member-facts";
import { StepFoot } from "~/features/onboarding/components/step-foot";
import { StepFrame } from "~/features/onboarding/components/step-frame";
import { useStep } from "~/features/onboarding/hooks/use-step";
import { WorkspaceForm } from "~/features/organizations/components/workspace-form";
import type { Role } from "~/server/permissions";

type Props = {
  home: string;
  role: Role;
  /** It is theirs to name; the others are told where they are. */
  isFounder: boolean;
} & Pick<ComponentProps<typeof WorkspaceForm>, "org" | "address">;

export function WorkspaceStep({ home, org, address, role, isFounder }: Props) {
  const t = useTranslations("onboarding.workspace");
  const common = useTranslations("onboarding");
  const acts = useStep("workspace", home);
  const done = () => acts.complete({ step: "workspace" });
  if (!isFounder) {
    return (
      <StepFrame step="workspace" title={t("memberTitle", { org: org.name })} lead={t("memberLead")}>
        <MemberFacts role={role} timeZone={org.timeZone} />
        <StepFoot step="workspace" acts={acts}>
          <Button variant="primary" size="lg" pending={acts.isCompleting} onClick={done}>
            {common("goOn")}
          </Button>
        </StepFoot>
      </StepFrame>
    );
  }
  const isPersonal = org.kind === "personal";
  return (
    <StepFrame
      step="workspace"
      title={t(isPersonal ? "personalTitle" : "teamTitle")}
      lead={isPersonal ? t("personalLead") : t("teamLead", { org: org.name })}
    >
      <WorkspaceForm
        org={org}
        address={address}
        onDone={done}
        foot={(pending) => (
          <StepFoot step="workspace" acts={acts}>
            <Button type="submit" variant="primary" size="lg" pending={pending || acts.isCompleting}>
              {common("goOn")}
            </Button>
          </StepFoot>
        )}
      />
    </StepFrame>
  );
}
