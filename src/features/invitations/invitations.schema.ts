import { z } from "zod";
import { listDirection } from "~/lib/list-direction";

const id = z.uuid();
/** Line breaks are part of a note; other control characters are not. */
const noteText = /^[^\p{Cc}]*$/u;
const role = z.enum(["owner", "admin", "member", "viewer"]);

/** 32 bytes in base64url. */
export const InvitationToken = z.string().regex(/^[\w-]{43}$/);

/** Most tokens of a month that can be set as a limit. */
const mostTokens = 1_000_000_000_000;

export const InvitePeopleInput = z.strictObject({
  /** As they were typed or pasted: see parseAddresses. 500 of the longest there can be. */
  addresses: z.string().min(1).max(150_000),
  role,
  /** For each of them; 0 is no limit. */
  tokensPerMonth: z.number().int().min(0).max(mostTokens).default(0),
  note: z
    .string()
    .trim()
    .max(1_000)
    .refine((text) => noteText.test(text.replaceAll(/[\r\n\t]/g, " ")), "control_character")
    .optional(),
});
export type InvitePeopleInput = z.output<typeof InvitePeopleInput>;

/** Newest first; `cursor` is the last invitation of the part before. */
export const ListInvitationsInput = z.strictObject({
  cursor: z.strictObject({ at: z.iso.datetime(), id }).nullish(),
  direction: listDirection,
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListInvitationsInput = z.output<typeof ListInvitationsInput>;

export const InvitationInput = z.strictObject({ invitationId: id });

export const FixAddressInput = z.strictObject({
  invitationId: id,
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
});

export const OpenedInput = z.strictObject({ token: InvitationToken });

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/);

export const AddDomainInput = z.strictObject({ domain, role: z.enum(["member", "viewer"]) });
export type AddDomainInput = z.output<typeof AddDomainInput>;
export const RemoveDomainInput = z.strictObject({ domain });

/** The organisation that the person's domain opens, as `mine` told it. */
export const JoinInput = z.strictObject({ orgId: id });
