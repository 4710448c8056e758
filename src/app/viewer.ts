import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { endedActingOrg } from "~/features/accounts/server/in-place-of.service";
import { type Viewer, viewerOf } from "~/features/accounts/server/viewer.service";
import type { Entrance, UserScope } from "~/server/context";
import { backend } from "~/server/ports";
import { entrance } from "~/trpc/server";
import { refusalOf } from "./arrival";

/** The member who looks at an organisation's page. Signed out: to sign-in and back. No member: not found. */
export const getOrgViewer = cache(async (slug: string): Promise<Viewer> => {
  const found = await admitted(slug, `/o/${slug}/chat`);
  if (found === null) return redirect(`/sign-in?next=${encodeURIComponent(await currentPath(`/o/${slug}/chat`))}`);
  const viewer = (await viewerOf(found)) ?? (await afterActing(slug, found)) ?? notFound();
  // Asked for by an address that the organisation had before.
  if (viewer.org.slug !== slug) {
    return redirect((await currentPath(`/o/${slug}/chat`)).replace(`/o/${slug}`, `/o/${viewer.org.slug}`));
  }
  return viewer;
});

/** A superadmin whose time in a member's place ran out, or was ended in another tab, is told so and not that there is no page. */
async function afterActing(slug: string, found: Entrance): Promise<null> {
  const orgId = await endedActingOrg(backend(), await headers(), slug, found);
  return orgId === null ? null : redirect(`/admin/orgs/${orgId}?acting=ended`);
}

/** The superadmin who looks at the console. To everybody else it does not exist. */
export const getSuperadmin = cache(async (): Promise<UserScope> => {
  const found = await admitted(null, "/admin");
  if (found === null) return redirect(`/sign-in?next=${encodeURIComponent(await currentPath("/admin"))}`);
  return found.user.user.isSuperadmin ? found.user : notFound();
});

/** The signed-in person, or null. */
export const getSignedIn = cache(async (): Promise<UserScope | null> => (await admitted(null, "/"))?.user ?? null);

/** Whoever has a valid session and may still not come in is told why, on a page of its own. */
async function admitted(slug: string | null, otherwise: string): Promise<Entrance | null> {
  try {
    return await entrance(slug);
  } catch (error) {
    if (refusalOf(error) === null) throw error;
    return redirect(`/enter?next=${encodeURIComponent(await currentPath(otherwise))}`);
  }
}

/** The proxy notes the address of the page in a header of its own. */
export async function currentPath(otherwise: string): Promise<string> {
  return (await headers()).get("x-path") ?? otherwise;
}
