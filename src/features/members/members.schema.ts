import { z } from "zod";
import { type Role, roles } from "~/server/permissions";
import {
  conversationFates,
  memberPageSizes,
  memberSearchLength,
  memberSorts,
  mostTokensPerMonth,
} from "./member-limits";

/**
 * What the members' procedures take and give. Tokens are numbers, amounts micro-credits as bigint.
 *
 * - members.list(ListMembersInput) -> MemberPage. Without `credits.read_all` only one's own usage is in it.
 * - members.changeRole, members.changeLimit, members.remove: of somebody whom one's role manages, never the last owner.
 * - members.leave: everybody but the last owner; nobody leaves a personal organisation.
 * - members.transfer() -> the offer that waits, to the two whom it concerns.
 * - members.offerOwnership, members.withdrawOwnership, members.acceptOwnership, members.declineOwnership.
 */
const userId = z.uuid();
const role = z.enum(roles);

export const ListMembersInput = z.object({
  /** A part of a name or an address. */
  search: z
    .string()
    .trim()
    .max(memberSearchLength)
    .regex(/^[^\p{Cc}]*$/u)
    .nullish(),
  role: role.nullish(),
  sort: z.enum(memberSorts).default("name"),
  descending: z.boolean().default(false),
  /** From 1; one past the last is the last. */
  page: z.number().int().min(1).max(100_000).default(1),
  size: z.union(memberPageSizes.map((size) => z.literal(size))).default(25),
});
export type ListMembersInput = z.infer<typeof ListMembersInput>;
export type ListMembersQuestion = z.input<typeof ListMembersInput>;

export const ChangeRoleInput = z.object({ userId, role });
export type ChangeRoleInput = z.infer<typeof ChangeRoleInput>;

/** 0 is no limit. */
const tokensPerMonth = z.number().int().min(0).max(mostTokensPerMonth);
export const ChangeLimitInput = z.object({ userId, tokensPerMonth });
export type ChangeLimitInput = z.infer<typeof ChangeLimitInput>;
/** What the person fills in: digits, perhaps in groups. */
export const LimitField = z.object({
  tokens: z
    .string()
    .transform((text) => text.replaceAll(/[\s,.'\u00a0\u202f]/g, ""))
    .pipe(
      z
        .string()
        .regex(/^\d{1,13}$/)
        .transform(Number)
        .pipe(tokensPerMonth),
    ),
});

const conversations = z.enum(conversationFates);
export const RemoveMemberInput = z.object({ userId, conversations });
export type RemoveMemberInput = z.infer<typeof RemoveMemberInput>;
export const LeaveInput = z.object({ conversations });
export type LeaveInput = z.infer<typeof LeaveInput>;

export const OfferOwnershipInput = z.object({
  userId,
  /** Of whoever offers, where the sign-in is ours; another sign-in asks for a young session instead. */
  password: z.string().min(1).max(200).optional(),
});
export type OfferOwnershipInput = z.infer<typeof OfferOwnershipInput>;
/** What the person fills in. */
export const PasswordField = z.object({ password: z.string().min(1).max(200) });

export const TransferInput = z.object({ transferId: z.uuid() });
export type TransferInput = z.infer<typeof TransferInput>;

export type MemberUsage = { tokensUsed: number; chargedUcr: bigint; tokensPerMonth: number | null };

/** What the reader may do to a member. */
export type MemberActs = {
  /** The roles that they may give; none where they may not change it. */
  roles: Role[];
  limit: boolean;
  remove: boolean;
  /** To offer them the organisation. */
  offer: boolean;
  /** The member is the reader, and may go. */
  leave: boolean;
};

export type MemberView = {
  userId: string;
  name: string;
  email: string;
  avatarFileId: string | null;
  role: Role;
  joinedAt: Date;
  /** To within some minutes; null where they have not been here since it is noted. */
  lastActiveAt: Date | null;
  isSuspended: boolean;
  isYou: boolean;
  /** This month's; null where it is not the reader's to know. */
  usage: MemberUsage | null;
  acts: MemberActs;
};

export type MemberPage = {
  members: MemberView[];
  page: number;
  pages: number;
  /** That fit the search, and in all. */
  found: number;
  total: number;
  /** When the month that usage is counted in ends. */
  resetsAt: Date | null;
};

export type TransferView = {
  id: string;
  giver: { id: string; name: string };
  receiver: { id: string; name: string };
  expiresAt: Date;
  /** What the reader is in it. */
  as: "giver" | "receiver";
};
