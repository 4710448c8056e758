import type { UserScope } from "~/server/context";
import { inOrg } from "~/server/db";
import type { UpdateProfileInput } from "../accounts.schema";
import { updatePerson } from "./people.repository";

export function updateProfile(
  scope: UserScope,
  input: UpdateProfileInput,
): Promise<{ name: string; locale: string | null }> {
  return inOrg(scope.backend.database, { orgId: null, userId: scope.userId }, (db) =>
    updatePerson(db, scope.userId, input),
  );
}
