import { safePath } from "~/lib/safe-path";

/**
 * Goes on after signing in or up: to the page that asked for it, else to where the server decides. By a full load, so that
 * nothing rendered for a visitor is kept for the person.
 * @param wanted the untrusted `next` of the address.
 */
export function enterApp(wanted: string | null): void {
  window.location.assign(safePath(wanted) ?? "/enter");
}
