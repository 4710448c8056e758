"use client";

import { lazy, Suspense } from "react";
import type { MemberAct, MemberLine } from "./member-line";

// Dialogs only ever follow an act, so their code comes after the page.
const RoleDialog = lazy(() => import("./role-dialog").then((module) => ({ default: module.RoleDialog })));
const LimitDialog = lazy(() => import("./limit-dialog").then((module) => ({ default: module.LimitDialog })));
const RemoveDialog = lazy(() => import("./remove-dialog").then((module) => ({ default: module.RemoveDialog })));
const LeaveDialog = lazy(() => import("./leave-dialog").then((module) => ({ default: module.LeaveDialog })));
const OfferDialog = lazy(() => import("./offer-dialog").then((module) => ({ default: module.OfferDialog })));

/** The dialog of the act that was chosen. */
export function MemberDialogs(props: {
  asked: { act: MemberAct; member: MemberLine } | null;
  orgName: string;
  asksPassword: boolean;
  resetsAt: Date | null;
  onClose: () => void;
}) {
  const { asked, orgName, onClose } = props;
  if (asked === null) return null;
  const { act, member } = asked;
  return (
    <Suspense>
      {act === "role" ? <RoleDialog member={member} onClose={onClose} /> : null}
      {act === "limit" ? <LimitDialog member={member} resetsAt={props.resetsAt} onClose={onClose} /> : null}
      {act === "remove" ? <RemoveDialog member={member} orgName={orgName} onClose={onClose} /> : null}
      {act === "leave" ? <LeaveDialog orgName={orgName} onClose={onClose} /> : null}
      {act === "offer" ? (
        <OfferDialog member={member} orgName={orgName} asksPassword={props.asksPassword} onClose={onClose} />
      ) : null}
    </Suspense>
  );
}
