"use client";

import { useTranslations } from "next-intl";
import { cn } from "~/lib/cn";
import type { Refusal } from "../../hooks/answer-store";
import { gateChecks } from "../gate-view";
import { GateCheck } from "./gate-check";
import { WallFix } from "./wall-fix";
import { WallText } from "./wall-text";

/** On a phone the first of three takes a row of its own: two stand beside each other at most. */
const COLUMNS = ["", "", "grid-cols-2", "grid-cols-2 sm:grid-cols-3 max-sm:[&>:first-child]:col-span-2"];

/** A limit, said like help: which one, the numbers, every check of the gate, who can lift it. */
export function Wall({ refusal, modelName }: { refusal: Refusal; modelName: string }) {
  const t = useTranslations("chat.wall");
  const checks = gateChecks(refusal.error);
  return (
    <section role="status" className="overflow-hidden rounded-xl border bg-card">
      <WallText refusal={refusal} modelName={modelName} />
      {checks.length > 0 ? (
        <ul
          aria-label={t("checks")}
          className={cn(
            "grid border-t max-sm:[&>*+*]:border-t max-sm:[&>:last-child]:border-l sm:[&>*+*]:border-l",
            COLUMNS[checks.length],
          )}
        >
          {checks.map((check) => (
            <GateCheck key={check.kind} check={check} />
          ))}
        </ul>
      ) : null}
      <WallFix refusal={refusal} />
    </section>
  );
}
