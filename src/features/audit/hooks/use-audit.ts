"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { api } from "~/trpc/react";
import { type AuditSearch, auditOrgOf, auditQuestionOf } from "../audit-search-params";

/** The log of the organisation that the page is in, or in the console of the one that the address names. */
export function useAudit(of: "org" | "platform", search: AuditSearch) {
  const isOrg = of === "org";
  const orgId = auditOrgOf(search);
  const question = auditQuestionOf(search);
  const own = { list: { enabled: isOrg, placeholderData: keepPreviousData }, rest: { enabled: isOrg } };
  const all = { list: { enabled: !isOrg, placeholderData: keepPreviousData }, rest: { enabled: !isOrg } };
  const orgList = api.audit.list.useQuery(question, own.list);
  const orgChoices = api.audit.choices.useQuery(undefined, own.rest);
  const orgChain = api.audit.verify.useQuery(undefined, own.rest);
  const list = api.audit.platformList.useQuery({ ...question, orgId }, all.list);
  const choices = api.audit.platformChoices.useQuery({ orgId }, all.rest);
  const chain = api.audit.platformVerify.useQuery({ orgId: orgId ?? "platform" }, all.rest);
  return isOrg ? { list: orgList, choices: orgChoices, chain: orgChain } : { list, choices, chain };
}
