import { z } from "zod";

/** A user of Clerk, as far as we keep it. `version` is Clerk's own time of the change, in milliseconds. */
export type ClerkRecord = {
  id: string;
  email: string | null;
  emailVerified: boolean;
  name: string;
  signupOrgName: string | null;
  state: "active" | "banned";
  version: number;
};

const id = z.string().min(1).max(200);

const ClerkUserJson = z.object({
  id,
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  username: z.string().nullish(),
  primary_email_address_id: z.string().nullish(),
  email_addresses: z.array(
    z.object({
      id: z.string(),
      email_address: z.string(),
      verification: z.object({ status: z.string().nullish() }).nullish(),
    }),
  ),
  // Written by the browser at sign-up: nothing but a wish, and read as one.
  unsafe_metadata: z.object({ organizationName: z.unknown() }).partial().nullish(),
  banned: z.boolean().nullish(),
  updated_at: z.number().int().nonnegative(),
});

/** Null for what is no user of Clerk's. */
export function readClerkUser(json: unknown): ClerkRecord | null {
  const parsed = ClerkUserJson.safeParse(json);
  if (!parsed.success) return null;
  const user = parsed.data;
  const primary = user.email_addresses.find((address) => address.id === user.primary_email_address_id);
  const email = primary === undefined ? null : readAddress(primary.email_address);
  return {
    id: user.id,
    email,
    emailVerified: email !== null && primary?.verification?.status === "verified",
    name: nameOf(user, email),
    signupOrgName: readOrganizationName(user.unsafe_metadata?.organizationName),
    state: user.banned === true ? "banned" : "active",
    version: user.updated_at,
  };
}

/** What the events about users and sessions say; other kinds of events are none of ours. */
export type ClerkEvent =
  | { kind: "user"; record: ClerkRecord }
  | { kind: "user_deleted"; id: string }
  | { kind: "session_ended"; id: string }
  | { kind: "other" };

/** Null for an event of a kind we know whose content we cannot read. */
export function readClerkEvent(event: { type: string; data: unknown }): ClerkEvent | null {
  switch (event.type) {
    case "user.created":
    case "user.updated": {
      const record = readClerkUser(event.data);
      return record === null ? null : { kind: "user", record };
    }
    case "user.deleted":
    case "session.ended":
    case "session.removed":
    case "session.revoked": {
      const parsed = z.object({ id }).safeParse(event.data);
      if (!parsed.success) return null;
      return { kind: event.type === "user.deleted" ? "user_deleted" : "session_ended", id: parsed.data.id };
    }
    default:
      return { kind: "other" };
  }
}

function readAddress(text: string): string | null {
  const address = z.string().trim().toLowerCase().max(254).pipe(z.email()).safeParse(text);
  return address.success ? address.data : null;
}

function readOrganizationName(wish: unknown): string | null {
  const name = z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(/^[^\p{Cc}]*$/u)
    .safeParse(wish);
  return name.success ? name.data : null;
}

function nameOf(user: z.infer<typeof ClerkUserJson>, email: string | null): string {
  const full = [user.first_name, user.last_name].map((part) => printable(part ?? "")).filter((part) => part !== "");
  const name = full.join(" ") || printable(user.username ?? "") || (email?.split("@")[0] ?? user.id);
  return name.slice(0, 100);
}

function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, "").trim();
}
