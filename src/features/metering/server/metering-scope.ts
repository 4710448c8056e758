import type { OrgScope } from "~/server/context";

/** What metering needs of the one who calls: who pays, who asks, the database, the vendors. */
export type MeteringScope = Pick<OrgScope, "orgId" | "userId" | "sql" | "ports" | "tokensPerMonth"> & {
  backend: Pick<OrgScope["backend"], "events">;
};
