"use client";

import { lazy } from "react";
import { LazyTrigger } from "./lazy-trigger";
import { type Person, PersonTriggerContent, personTriggerClass } from "./person-trigger";

const load = () => import("./person-menu");
const PersonMenu = lazy(() => load().then((module) => ({ default: module.PersonMenu })));

/** The person at the foot of the sidebar: theme, language, account, sign out. */
export function PersonButton(props: Person) {
  return (
    <LazyTrigger
      className={personTriggerClass}
      popup="menu"
      prefetch={load}
      content={<PersonTriggerContent {...props} />}
    >
      <PersonMenu {...props} defaultOpen />
    </LazyTrigger>
  );
}
