import { AppError } from "~/lib/app-error";
import type { UserScope } from "~/server/context";

/** The address that the person has proved at their sign-in, in lower case; null where they have proved none. */
export function provedAddressOf({ identity }: UserScope): string | null {
  return identity.emailVerified && identity.email !== "" ? identity.email.toLowerCase() : null;
}

/** Throws `email_unverified`. Asked before anything is looked up: an address that is only claimed opens nothing. */
export function requireProvedAddress(scope: UserScope): string {
  const email = provedAddressOf(scope);
  if (email === null) throw new AppError("email_unverified", "the address is not proved");
  return email;
}
