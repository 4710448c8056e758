import { AppError } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { UserScope } from "~/server/context";
import { inTransaction } from "~/server/db";
import type { CreateOrganizationInput } from "../organizations.schema";
import { createOrganization } from "./create-organization.service";
import { countOwned } from "./organizations.repository";

/** Enough for everybody who works; not for whoever collects addresses. */
const ownedAtMost = 20;

/**
 * One more organisation for a person who has an account: a team of theirs. It starts without credits: those to
 * begin with came with the sign-up. Throws `org_limit`.
 */
export async function foundOrganization(scope: UserScope, input: CreateOrganizationInput): Promise<{ slug: string }> {
  return inTransaction(scope.backend.database.pool, async (tx) => {
    await tx.query("SELECT set_config('role', 'app_platform', true)");
    const owned = await countOwned(tx, scope.userId);
    if (owned >= ownedAtMost) {
      throw new AppError("org_limit", "owns too many", { details: { used: owned, allowed: ownedAtMost } });
    }
    const { id, slug } = await createOrganization(tx, scope.backend.settings, {
      name: input.name,
      kind: "team",
      ownerId: scope.userId,
      timeZone: input.timeZone ?? "UTC",
      locale: scope.user.locale === "ru" ? "ru" : "en",
      withCredits: false,
    });
    await recordAudit(tx, {
      orgId: id,
      actorId: scope.userId,
      actorRole: "owner",
      action: "org.create",
      subject: id,
      after: { name: input.name, slug },
      requestId: scope.requestId,
    });
    return { slug };
  });
}
