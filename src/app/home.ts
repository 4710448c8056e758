import "server-only";
import { homeOf } from "~/features/organizations/server/list-organizations.service";
import { getSignedIn } from "./viewer";

/** The first page of the signed-in person, or null for a visitor. */
export async function homeOfSignedIn(): Promise<string | null> {
  const person = await getSignedIn();
  if (person === null) return null;
  return homeOf(person);
}
