import { z } from "zod";

const printable = /^[^\p{Cc}]*$/u;
const day = z.iso.date();

/** Days are those of the organisation's time zone; of UTC for the platform. */
export const AuditFilter = z.strictObject({
  action: z
    .string()
    .max(80)
    .regex(/^[\w.]+$/)
    .nullish(),
  actorId: z.uuid().nullish(),
  from: day.nullish(),
  to: day.nullish(),
  /** Found in the subject, the reason and the request's id. */
  search: z.string().trim().max(100).regex(printable).nullish(),
});
export type AuditFilter = z.output<typeof AuditFilter>;

const Cursor = z.strictObject({ at: z.iso.datetime(), id: z.uuid() });

/** Newest first; `cursor` is the last act of the page before. */
export const ListAuditInput = z.strictObject({
  filter: AuditFilter.default({}),
  cursor: Cursor.nullish(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListAuditInput = z.output<typeof ListAuditInput>;
export type ListAuditQuestion = z.input<typeof ListAuditInput>;

/** The same over everything that happens on the platform: one organisation's, the platform's own, or all. */
export const ListPlatformAuditInput = ListAuditInput.extend({
  orgId: z.union([z.uuid(), z.literal("platform")]).nullish(),
});
export type ListPlatformAuditInput = z.output<typeof ListPlatformAuditInput>;

export const PlatformAuditFilter = AuditFilter.extend({ orgId: ListPlatformAuditInput.shape.orgId });
export const VerifyAuditInput = z.strictObject({ orgId: ListPlatformAuditInput.shape.orgId });
