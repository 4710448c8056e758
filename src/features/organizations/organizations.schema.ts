import { z } from "zod";
import { locales } from "~/i18n/locales";
import { currencies } from "./currencies";
import { isReservedSlug } from "./slug";

/** NUL cannot be stored, and control characters have no place in a name. */
const printable = /^[^\p{Cc}]*$/u;

export const OrgName = z.string().trim().min(1).max(80).regex(printable);

/** Plain letters, digits and single hyphens: what looks like another address must not be one. */
export const Slug = z
  .string()
  .trim()
  .toLowerCase()
  .min(2)
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .refine((slug) => !isReservedSlug(slug) && !slug.startsWith("xn--"), { message: "reserved" });

/** A name of the zone database. */
const TimeZone = z.string().max(60).refine(isTimeZone, { message: "time_zone" });

export const CreateOrganizationInput = z.strictObject({ name: OrgName, timeZone: TimeZone.optional() });
export type CreateOrganizationInput = z.output<typeof CreateOrganizationInput>;

/** Only what is named changes. */
export const UpdateOrganizationInput = z.strictObject({
  name: OrgName.optional(),
  kind: z.literal("team").optional(),
  timeZone: TimeZone.optional(),
  locale: z.enum(locales).optional(),
  currency: z.enum(currencies).optional(),
});
export type UpdateOrganizationInput = z.output<typeof UpdateOrganizationInput>;

export const ChangeSlugInput = z.strictObject({ slug: Slug });

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return name === "UTC" || name.includes("/");
  } catch {
    return false;
  }
}
