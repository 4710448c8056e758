import { orgCan } from "~/server/api/procedures";
import { t } from "~/server/api/trpc";
import { CreateKeyInput, KeyInput, LimitKeyInput, RotateKeyInput } from "../keys.schema";
import { createKey } from "./create-key.service";
import { deleteKey, revokeKey } from "./end-key.service";
import { limitKey } from "./limit-key.service";
import { listKeys } from "./list-keys.service";
import { rotateKey } from "./rotate-key.service";

/** Whoever may manage all keys may manage their own; the services widen what those see. */
export const keysRouter = t.router({
  list: orgCan("keys.manage_own").query(({ ctx }) => listKeys(ctx.org)),
  create: orgCan("keys.manage_own")
    .input(CreateKeyInput)
    .mutation(({ ctx, input }) => createKey(ctx.org, input)),
  rotate: orgCan("keys.manage_own")
    .input(RotateKeyInput)
    .mutation(({ ctx, input }) => rotateKey(ctx.org, input)),
  limit: orgCan("keys.manage_own")
    .input(LimitKeyInput)
    .mutation(({ ctx, input }) => limitKey(ctx.org, input.keyId, input.monthlyCapUcr)),
  revoke: orgCan("keys.manage_own")
    .input(KeyInput)
    .mutation(({ ctx, input }) => revokeKey(ctx.org, input.keyId)),
  delete: orgCan("keys.manage_own")
    .input(KeyInput)
    .mutation(({ ctx, input }) => deleteKey(ctx.org, input.keyId)),
});
