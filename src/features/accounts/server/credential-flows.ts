import type { CredentialFlows } from "~/adapters/auth/credential-flows.port";
import { notFound } from "~/lib/app-error";
import type { Backend } from "~/server/context";

/** The flows by mail. Where the provider has them on pages of its own, there are none here: `not_found`. */
export function credentialFlows(backend: Backend): CredentialFlows {
  const { credentials } = backend.ports.auth;
  if (credentials === null) throw notFound("page");
  return credentials;
}
