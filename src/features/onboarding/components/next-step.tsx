"use client";

import { ChevronRight, Coins, Keyboard, KeyRound, type LucideIcon, ShieldCheck, UserPlus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { MouseEvent, ReactNode } from "react";
import { Button } from "~/components/ui/button";
import { Kbd } from "~/components/ui/kbd";
import type { Permission } from "~/server/permissions";
import { useStanding } from "../hooks/use-standing";
import { useStep } from "../hooks/use-step";
import { type NextAct, nextActs } from "../next-acts";
import { StepFoot } from "./step-foot";
import { StepFrame } from "./step-frame";

const icons: Record<NextAct, LucideIcon> = {
  invite: UserPlus,
  key: KeyRound,
  buy: Coins,
  credits: Coins,
  roles: ShieldCheck,
  keyboard: Keyboard,
};

/** Doors that are open to this person, the nearest to their purpose first. Going through one is the step. */
export function NextStep({ orgSlug, permissions }: { orgSlug: string; permissions: readonly Permission[] }) {
  const t = useTranslations("onboarding.next");
  const common = useTranslations("onboarding");
  const { purpose } = useStanding();
  const home = `/o/${orgSlug}/chat`;
  const acts = useStep("next", home);

  /** Noted before the page is left, so that the next one does not remind of what is done. */
  function open(event: MouseEvent, href: string): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    acts.complete({ step: "next" }, href);
  }

  return (
    <StepFrame step="next" title={t("title")} lead={t("lead")}>
      <ul className="divide-y rounded-lg border bg-card">
        {nextActs(purpose, permissions).map(({ act, path }) => {
          const Icon = icons[act];
          const text = t.rich(`texts.${act}`, { k: (keys: ReactNode) => <Kbd>{keys}</Kbd> });
          const href = path === null ? null : `/o/${orgSlug}/${path}`;
          return (
            <li key={act} className="relative flex items-center gap-3 px-4 py-3 has-[a]:hover:bg-accent">
              <Icon aria-hidden className="shrink-0 text-muted-foreground" />
              <div className="min-w-0 flex-1">
                {href === null ? (
                  <p className="font-medium text-sm">{t(`acts.${act}`)}</p>
                ) : (
                  <Link
                    href={href}
                    prefetch={false}
                    onClick={(event) => open(event, href)}
                    className="font-medium text-sm after:absolute after:inset-0"
                  >
                    {t(`acts.${act}`)}
                  </Link>
                )}
                <p className="text-muted-foreground text-sm">{text}</p>
              </div>
              {href === null ? null : <ChevronRight aria-hidden className="shrink-0 text-muted-foreground" />}
            </li>
          );
        })}
      </ul>
      <StepFoot step="next" acts={acts} canSkip={false}>
        <Button variant="primary" size="lg" pending={acts.isCompleting} onClick={() => acts.complete({ step: "next" })}>
          {common("finish")}
        </Button>
      </StepFoot>
    </StepFrame>
  );
}
