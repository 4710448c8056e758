import enAccount from "./en/account.json";
import enAdmin from "./en/admin.json";
import enAudit from "./en/audit.json";
import enAuth from "./en/auth.json";
import enChat from "./en/chat.json";
import enClerk from "./en/clerk.json";
import enCommon from "./en/common.json";
import enCredits from "./en/credits.json";
import enErrors from "./en/errors.json";
import enFatal from "./en/fatal.json";
import enFiles from "./en/files.json";
import enInvitations from "./en/invitations.json";
import enJobs from "./en/jobs.json";
import enKeys from "./en/keys.json";
import enLanding from "./en/landing.json";
import enLetters from "./en/letters.json";
import enMail from "./en/mail.json";
import enMembers from "./en/members.json";
import enOffboarding from "./en/offboarding.json";
import enOnboarding from "./en/onboarding.json";
import enOrganization from "./en/organization.json";
import enShell from "./en/shell.json";
import ruAccount from "./ru/account.json";
import ruAdmin from "./ru/admin.json";
import ruAudit from "./ru/audit.json";
import ruAuth from "./ru/auth.json";
import ruChat from "./ru/chat.json";
import ruClerk from "./ru/clerk.json";
import ruCommon from "./ru/common.json";
import ruCredits from "./ru/credits.json";
import ruErrors from "./ru/errors.json";
import ruFatal from "./ru/fatal.json";
import ruFiles from "./ru/files.json";
import ruInvitations from "./ru/invitations.json";
import ruJobs from "./ru/jobs.json";
import ruKeys from "./ru/keys.json";
import ruLanding from "./ru/landing.json";
import ruLetters from "./ru/letters.json";
import ruMail from "./ru/mail.json";
import ruMembers from "./ru/members.json";
import ruOffboarding from "./ru/offboarding.json";
import ruOnboarding from "./ru/onboarding.json";
import ruOrganization from "./ru/organization.json";
import ruShell from "./ru/shell.json";

const en = {
  account: enAccount,
  admin: enAdmin,
  audit: enAudit,
  auth: enAuth,
  chat: enChat,
  clerk: enClerk,
  common: enCommon,
  credits: enCredits,
  errors: enErrors,
  fatal: enFatal,
  files: enFiles,
  invitations: enInvitations,
  jobs: enJobs,
  keys: enKeys,
  landing: enLanding,
  letters: enLetters,
  mail: enMail,
  members: enMembers,
  offboarding: enOffboarding,
  onboarding: enOnboarding,
  organization: enOrganization,
  shell: enShell,
};

/** English is the shape: a key missing in another language is a type error. */
export type Messages = typeof en;

const ru: Messages = {
  account: ruAccount,
  admin: ruAdmin,
  audit: ruAudit,
  auth: ruAuth,
  chat: ruChat,
  clerk: ruClerk,
  common: ruCommon,
  credits: ruCredits,
  errors: ruErrors,
  fatal: ruFatal,
  files: ruFiles,
  invitations: ruInvitations,
  jobs: ruJobs,
  keys: ruKeys,
  landing: ruLanding,
  letters: ruLetters,
  mail: ruMail,
  members: ruMembers,
  offboarding: ruOffboarding,
  onboarding: ruOnboarding,
  organization: ruOrganization,
  shell: ruShell,
};

export const messages = { en, ru };
