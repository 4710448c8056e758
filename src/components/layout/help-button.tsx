"use client";

import { lazy } from "react";
import { type HelpEntry, HelpTriggerContent, helpTriggerClass } from "./help-trigger";
import { LazyTrigger } from "./lazy-trigger";

const load = () => import("./help-menu");
const HelpMenu = lazy(() => load().then((module) => ({ default: module.HelpMenu })));

/** Where somebody looks who does not know how to go on: above the balance and the person, at the foot of the sidebar. */
export function HelpButton({ entries }: { entries: readonly HelpEntry[] }) {
  return (
    <LazyTrigger className={helpTriggerClass} popup="menu" prefetch={load} content={<HelpTriggerContent />}>
      <HelpMenu entries={entries} defaultOpen />
    </LazyTrigger>
  );
}
