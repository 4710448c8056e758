import "server-only";
import { redirect } from "next/navigation";
import { safePath } from "~/lib/safe-path";
import { getSignedIn } from "../viewer";

/** Whoever is signed in already goes on at once; `wanted` is the unchecked `next` of the address. */
export async function redirectSignedIn(wanted: string | null): Promise<void> {
  if ((await getSignedIn()) !== null) redirect(safePath(wanted) ?? "/enter");
}
