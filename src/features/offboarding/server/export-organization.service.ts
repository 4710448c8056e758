import { streamOf } from "~/lib/stream-of";
import { zipStream } from "~/lib/zip-stream";
import { recordAudit } from "~/server/audit";
import { inOrgContext, type OrgScope } from "~/server/context";
import { assertCan } from "~/server/permissions";
import { exportEntries } from "./export-entries";
import { ExportSnapshot } from "./export-snapshot";
import { takeExportTurn } from "./export-turns";
import { type ReadingLimits, TakenInTime } from "./taken-in-time";

const limits: ReadingLimits = { stallMs: 60_000, recheckMs: 5_000 };

/**
 * Everything of the organisation as one archive, made while it is read. That it was asked for is in the audit log before
 * the first byte. Throws `forbidden`, `export_running`, `busy`.
 * @param mayReadOn throws where the reader may not; asked now and then while it lasts.
 */
export async function exportOrganization(
  scope: OrgScope,
  mayReadOn: () => Promise<void>,
  { stallMs, recheckMs } = limits,
): Promise<{ fileName: string; body: ReadableStream<Uint8Array> }> {
  assertCan(scope, "org.export");
  const { orgId, org } = scope;
  const endTurn = takeExportTurn(orgId);
  try {
    await inOrgContext(scope, (ctx) =>
      recordAudit(ctx.db, {
        orgId,
        actorId: ctx.userId,
        actorRole: ctx.role,
        action: "org.export",
        subject: orgId,
        requestId: ctx.requestId,
      }),
    );
    const snapshot = await ExportSnapshot.open(scope.backend.database.pool, orgId);
    const entries = exportEntries(snapshot, scope.ports.files, { id: orgId, slug: org.slug, name: org.name });
    const archive = new TakenInTime(zipStream(entries, snapshot.at), { stallMs, recheckMs }, mayReadOn, () => {
      endTurn();
      void snapshot.close();
    });
    const day = snapshot.at.toISOString().slice(0, 10);
    return { fileName: `${org.slug}-${day}.zip`, body: streamOf(archive) };
  } catch (error) {
    endTurn();
    throw error;
  }
}
