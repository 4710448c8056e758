import "server-only";
import { notFound } from "next/navigation";
import { backend } from "~/server/ports";

/** These pages are for passwords and addresses of our own; a provider that keeps them has pages of its own. */
export function requireOwnCredentials(): void {
  if (backend().ports.auth.ownsCredentials) notFound();
}
