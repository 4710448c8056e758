import { safePath } from "~/lib/safe-path";

/**
 * Goes on after signing in or up: to the page that asked for it, else where the server says. By a full
 * load, so that nothing rendered for a visitor is kept for the person.
 * @param wanted the untrusted `next` of the address.
 */
export function enterApp(wanted: string | null, answer: unknown): void {
  window.location.assign(safePath(wanted) ?? redirectOf(answer));
}

function redirectOf(answer: unknown): string {
  const target = typeof answer === "object" && answer !== null ? Reflect.get(answer, "redirectTo") : undefined;
  return safePath(typeof target === "string" ? target : null) ?? "/";
}
