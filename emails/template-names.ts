/** Names of the templates, for whoever needs no template: pages that list them. */
export const templateNames = [
  "verify-email",
  "reset-password",
  "password-changed",
  "confirm-new-email",
  "email-change-asked",
  "email-changed",
  "new-sign-in",
  "invitation",
  "ownership-offered",
  "ownership-answered",
  "organization-deletion",
  "test-mail",
] as const;

/** Those that are an organisation's, and bear its name and logo: their sender gives an `orgId`. */
export const organizationTemplates: readonly TemplateName[] = [
  "invitation",
  "ownership-offered",
  "ownership-answered",
  "organization-deletion",
];

export type TemplateName = (typeof templateNames)[number];

export function isTemplateName(name: unknown): name is TemplateName {
  return templateNames.some((known) => known === name);
}
