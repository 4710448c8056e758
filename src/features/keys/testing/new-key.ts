import { inOrgContext, type OrgScope } from "~/server/context";
import type { CreateKeyInput, NewSecret } from "../keys.schema";
import { createKey } from "../server/create-key.service";

/** A key of the scope's person, with every scope unless a test says otherwise. */
export function newKey(scope: OrgScope, input: Partial<CreateKeyInput> = {}): Promise<NewSecret> {
  return inOrgContext(scope, (ctx) =>
    createKey(ctx, {
      name: "Robot",
      scopes: ["agents:read", "agents:run", "usage:read"],
      lifetimeDays: null,
      addresses: [],
      monthlyCapUcr: null,
      ...input,
    }),
  );
}
