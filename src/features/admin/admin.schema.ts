import { z } from "zod";
import { EntryCursor, EntryFilter } from "~/features/credits/credits.schema";
import { listDirection } from "~/lib/list-direction";
import { orgKinds, orgSearchLength, orgSorts, orgStates, sortValueLength } from "./admin-limits";
import { portNames } from "./port-names";

const id = z.uuid();
const printable = /^[^\p{Cc}]*$/u;

/** `cursor` names the organisation that the page lies beyond, with the value that it was sorted by. */
export const ListOrgsInput = z.strictObject({
  search: z.string().trim().max(orgSearchLength).regex(printable).nullish(),
  state: z.enum(orgStates).nullish(),
  kind: z.enum(orgKinds).nullish(),
  sort: z.enum(orgSorts).default("activity"),
  descending: z.boolean().default(true),
  cursor: z
    .strictObject({
      direction: z.enum(["next", "previous"]),
      value: z.string().max(sortValueLength).regex(printable),
      id,
    })
    .nullish(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListOrgsInput = z.output<typeof ListOrgsInput>;
export type ListOrgsQuestion = z.input<typeof ListOrgsInput>;

export const OrgInput = z.strictObject({ orgId: id });

export const OrgEntriesInput = z.strictObject({
  orgId: id,
  filter: EntryFilter,
  cursor: EntryCursor.nullish(),
  direction: listDirection,
  limit: z.number().int().min(1).max(100).default(25),
});

/** Newest first; `cursor` is the last charge of the page before. */
export const OrgChargesInput = z.strictObject({
  orgId: id,
  cursor: z
    .strictObject({
      at: z
        .string()
        .max(40)
        .regex(/^\d{4}-\d\d-\d\d [\d:.]+[+-][\d:]+$/),
      holdId: id,
    })
    .nullish(),
  direction: listDirection,
  limit: z.number().int().min(1).max(100).default(25),
});

/** Adds, or takes away when negative. The bounds are checked by the service, which answers with them. */
export const AdjustBalanceInput = z.strictObject({
  orgId: id,
  amountUcr: z.bigint(),
  reason: z.string().trim().min(3).max(500).regex(printable),
  key: id,
});
export type AdjustBalanceInput = z.output<typeof AdjustBalanceInput>;

/** `adapter` as the page lists it: another one may be at work by now. */
export const TestPortInput = z.strictObject({ port: z.enum(portNames), adapter: z.string().max(60) });
