import type { z } from "zod";
import { confirmNewEmail } from "./confirm-new-email";
import { emailChangeAsked } from "./email-change-asked";
import { emailChanged } from "./email-changed";
import { invitation } from "./invitation";
import { newSignIn } from "./new-sign-in";
import { organizationDeletion } from "./organization-deletion";
import { ownershipAnswered } from "./ownership-answered";
import { ownershipOffered } from "./ownership-offered";
import { passwordChanged } from "./password-changed";
import { resetPassword } from "./reset-password";
import type { TemplateName } from "./template-names";
import { testMail } from "./test-mail";
import { verifyEmail } from "./verify-email";

/** Every mail there is, by the name that it is kept under. */
export const templates = {
  "verify-email": verifyEmail,
  "reset-password": resetPassword,
  "password-changed": passwordChanged,
  "confirm-new-email": confirmNewEmail,
  "email-change-asked": emailChangeAsked,
  "email-changed": emailChanged,
  "new-sign-in": newSignIn,
  invitation,
  "ownership-offered": ownershipOffered,
  "ownership-answered": ownershipAnswered,
  "organization-deletion": organizationDeletion,
  "test-mail": testMail,
} satisfies Record<TemplateName, unknown>;

export type PropsOf<Name extends TemplateName> = z.input<(typeof templates)[Name]["schema"]>;
