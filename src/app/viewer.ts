import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type Viewer, viewerOf } from "~/features/accounts/server/viewer.service";
import type { UserScope } from "~/server/context";
import { entrance } from "~/trpc/server";

/** The member who looks at an organisation's page. Signed out: to sign-in and back. No member: not found. */
export const getOrgViewer = cache(async (slug: string): Promise<Viewer> => {
  const found = await entrance(slug);
  if (found === null) return redirect(`/sign-in?next=${encodeURIComponent(await currentPath(`/o/${slug}/chat`))}`);
  return (await viewerOf(found)) ?? notFound();
});

/** The superadmin who looks at the console. To everybody else it does not exist. */
export const getSuperadmin = cache(async (): Promise<UserScope> => {
  const found = await entrance(null);
  if (found === null) return redirect(`/sign-in?next=${encodeURIComponent(await currentPath("/admin"))}`);
  return found.user.user.isSuperadmin ? found.user : notFound();
});

/** The signed-in person, or null. */
export const getSignedIn = cache(async (): Promise<UserScope | null> => (await entrance(null))?.user ?? null);

/** The proxy notes the address of the page in a header of its own. */
async function currentPath(otherwise: string): Promise<string> {
  return (await headers()).get("x-path") ?? otherwise;
}
