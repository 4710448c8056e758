"use client";

import { lazy } from "react";
import { LazyTrigger } from "./lazy-trigger";
import { type OrgChoice, OrgTriggerContent, orgTriggerClass } from "./org-trigger";

const load = () => import("./org-menu");
const OrgMenu = lazy(() => load().then((module) => ({ default: module.OrgMenu })));

/** The organisation at the head of the sidebar and the way to the others. */
export function OrgSwitcher({ current, choices }: { current: OrgChoice; choices: readonly OrgChoice[] }) {
  return (
    <LazyTrigger
      className={orgTriggerClass}
      popup="dialog"
      prefetch={load}
      content={<OrgTriggerContent current={current} />}
    >
      <OrgMenu current={current} choices={choices} defaultOpen />
    </LazyTrigger>
  );
}
