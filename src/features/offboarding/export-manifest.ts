import { z } from "zod";

const Sum = z.object({
  path: z.string(),
  bytes: z.number(),
  /** In hexadecimal, of the entry as it is unpacked. */
  sha256: z.string(),
});

/** The last entry of an export: what is in it. An archive without one was cut off. */
export const ExportManifest = z.object({
  format: z.literal("counterpart-organization-export"),
  /** Goes up when something that was there before changes its meaning or goes away. */
  version: z.literal(1),
  organization: z.object({ id: z.string(), slug: z.string(), name: z.string() }),
  /** The moment that all rows are of. */
  takenAt: z.iso.datetime(),
  tables: z.array(Sum.extend({ rows: z.number() })),
  files: z.array(Sum.extend({ id: z.string() })),
  /** Files without an entry, or with one that is not all of it: their bytes could not be read. */
  unreadable: z.array(z.object({ id: z.string(), name: z.string(), path: z.string().nullable() })),
  /** Tables that are not in it, and why. */
  leftOut: z.record(z.string(), z.string()),
});
export type ExportManifest = z.output<typeof ExportManifest>;
