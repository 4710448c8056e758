import "server-only";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { env } from "~/env";
import type { Backend } from "~/server/context";
import { backend } from "~/server/ports";

/**
 * Opens the mailbox to whoever sits at this machine while it is being developed on, and to nobody else: it
 * shows links that open accounts. In production there is no such page; the console has the mails.
 */
export async function openMailbox(): Promise<Backend> {
  const { NODE_ENV, HOST } = env();
  const found = backend();
  // The name that the request came by: another site's name that leads here must not read it.
  const asked = (await headers()).get("host") ?? "";
  const isHere = isLoopback(HOST ?? "localhost") && isLoopback(hostOf(asked));
  if (NODE_ENV !== "development" || found.ports.mail.adapter !== "mailbox" || !isHere) notFound();
  return found;
}

function hostOf(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : "";
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d+){3}$/.test(host);
}
