import { z } from "zod";
import { type ApiScope, apiScopes } from "~/server/api-scopes";
import type { Role } from "~/server/permissions";
import { parseAddressRange } from "./address-range";
import { graces, lifetimes, maxAddresses } from "./key-limits";

/** NUL cannot be stored, and control characters have no place in a name. */
const printable = /^[^\p{Cc}]*$/u;

const AddressRange = z
  .string()
  .max(60)
  .transform((text, context) => {
    const range = parseAddressRange(text);
    if (range !== null) return range;
    context.addIssue({ code: "custom", message: "address" });
    return z.NEVER;
  });

/** More than anybody could spend, and well inside 63 bits. */
const CapUcr = z
  .bigint()
  .positive()
  .max(10n ** 17n)
  .nullable();

const unique = <T>(list: readonly T[]) => [...new Set(list)];

/** Whose key it is is never said here: it is of whoever asks, in the organisation that they are in. */
export const CreateKeyInput = z.strictObject({
  name: z.string().trim().min(1).max(80).regex(printable),
  scopes: z.array(z.enum(apiScopes)).max(20).transform(unique),
  lifetimeDays: z.literal([...lifetimes]),
  addresses: z.array(AddressRange).max(maxAddresses).transform(unique),
  monthlyCapUcr: CapUcr,
});
export type CreateKeyInput = z.output<typeof CreateKeyInput>;

export const KeyInput = z.strictObject({ keyId: z.uuid() });
export const RotateKeyInput = z.strictObject({ keyId: z.uuid(), graceSeconds: z.literal([...graces]) });
export const LimitKeyInput = z.strictObject({ keyId: z.uuid(), monthlyCapUcr: CapUcr });

/** `orphaned`: its maker is no member any more, or suspended. */
export type KeyState = "active" | "expired" | "orphaned" | "revoked";

export type KeyView = {
  id: string;
  publicId: string;
  name: string;
  state: KeyState;
  scopes: ApiScope[];
  /** Of the scopes, those that the maker's role does not reach any more. */
  idleScopes: ApiScope[];
  addresses: string[];
  monthlyCapUcr: bigint | null;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  requests: number;
  /** Until when the secret before the last rotation works. */
  previousUntil: Date | null;
  revokedAt: Date | null;
  revokedBy: string | null;
  maker: { name: string | null; role: Role | null };
  isOwn: boolean;
  /** In this month of the organisation. */
  month: { calls: number; usedUcr: bigint };
};

/** A secret, in the one answer that ever holds it. */
export type NewSecret = { id: string; publicId: string; secret: string };
