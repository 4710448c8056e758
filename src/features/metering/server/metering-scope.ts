import type { OrgScope } from "~/server/context";

/** What metering needs of the one who calls: who pays, who asks, the database, the vendors. */
export type MeteringScope = Pick<OrgScope, "orgId" | "userId" | "sql" | "tokensPerMonth"> & {
  ports: Pick<OrgScope["ports"], "models">;
  backend: Pick<OrgScope["backend"], "events">;
  /** Why the organisation may spend nothing, where that is known: a refusal tells it. */
  org?: Pick<OrgScope["org"], "suspension" | "deleteAfter">;
};
