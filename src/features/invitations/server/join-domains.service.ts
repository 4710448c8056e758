import { AppError, notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { OrgContext } from "~/server/context";
import { domainOf } from "../domain-of";
import type { AddDomainInput } from "../invitations.schema";
import { isPublicMailDomain } from "../public-mail-domains";
import { deleteDomain, insertDomain, type JoinDomain, listDomains } from "./join-domains.repository";
import { provedAddressOf } from "./proved-address";

/** The domains that let people in, and the one that the viewer could add: that of their own proved address. */
export async function listJoinDomains(ctx: OrgContext): Promise<{ domains: JoinDomain[]; ownDomain: string | null }> {
  const own = provedAddressOf(ctx);
  const domain = own === null ? null : domainOf(own);
  const isUsable = domain !== null && !isPublicMailDomain(domain);
  return { domains: await listDomains(ctx), ownDomain: isUsable ? domain : null };
}

/**
 * Lets whoever has proved an address at the domain join by themself. Only at the domain of one's own proved address: nobody
 * claims another company's. Throws `domain_refused` with why, `domain_taken`.
 */
export async function addJoinDomain(ctx: OrgContext, { domain, role }: AddDomainInput): Promise<void> {
  const own = provedAddressOf(ctx);
  const refused = (why: "unverified" | "not_own" | "public") =>
    new AppError("domain_refused", `domain is refused: ${why}`, { details: { why, domain } });
  if (own === null) throw refused("unverified");
  if (isPublicMailDomain(domain)) throw refused("public");
  if (domainOf(own) !== domain) throw refused("not_own");
  if (!(await insertDomain(ctx, { domain, role }))) throw new AppError("domain_taken", "domain opens an organisation");
  await audit(ctx, { after: { domain, role } });
}

/** Nobody joins by it any more. Whoever did stays a member. */
export async function removeJoinDomain(ctx: OrgContext, domain: string): Promise<void> {
  const role = await deleteDomain(ctx, domain);
  if (role === null) throw notFound("domain");
  await audit(ctx, { before: { domain, role } });
}

function audit(ctx: OrgContext, change: { before?: object; after?: object }): Promise<void> {
  return recordAudit(ctx.db, {
    orgId: ctx.orgId,
    actorId: ctx.userId,
    actorRole: ctx.role,
    action: "org.domains",
    subject: ctx.orgId,
    ...change,
    requestId: ctx.requestId,
  });
}
