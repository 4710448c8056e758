import "server-only";
import { redirect } from "next/navigation";
import { safePath } from "~/lib/safe-path";
import { homeOfSignedIn } from "../home";

/** Whoever is signed in already goes on at once; `wanted` is the unchecked `next` of the address. */
export async function redirectSignedIn(wanted: string | null): Promise<void> {
  const home = await homeOfSignedIn();
  if (home !== null) redirect(safePath(wanted) ?? home);
}
