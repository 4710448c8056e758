import "server-only";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Viewer } from "~/features/accounts/server/viewer.service";
import { workplaceOf } from "~/features/organizations/server/list-organizations.service";
import { currentPath, getOrgViewer, getSignedIn } from "../viewer";

/** Whose first steps these are, in the organisation where they work. Nobody sees them in somebody's place. */
export const getWelcomeViewer = cache(async (): Promise<Viewer> => {
  const person = await getSignedIn();
  if (person === null) return redirect(`/sign-in?next=${encodeURIComponent(await currentPath("/welcome"))}`);
  const workplace = await workplaceOf(person);
  if (workplace === null) return redirect("/organizations/new");
  const viewer = await getOrgViewer(workplace.slug);
  return viewer.acting === null ? viewer : redirect(`/o/${viewer.org.slug}/chat`);
});
