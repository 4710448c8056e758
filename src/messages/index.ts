import enAccount from "./en/account.json";
import enAdmin from "./en/admin.json";
import enAuth from "./en/auth.json";
import enChat from "./en/chat.json";
import enClerk from "./en/clerk.json";
import enCommon from "./en/common.json";
import enCredits from "./en/credits.json";
import enErrors from "./en/errors.json";
import enFatal from "./en/fatal.json";
import enFiles from "./en/files.json";
import enJobs from "./en/jobs.json";
import enLanding from "./en/landing.json";
import enLetters from "./en/letters.json";
import enMail from "./en/mail.json";
import enShell from "./en/shell.json";
import ruAccount from "./ru/account.json";
import ruAdmin from "./ru/admin.json";
import ruAuth from "./ru/auth.json";
import ruChat from "./ru/chat.json";
import ruClerk from "./ru/clerk.json";
import ruCommon from "./ru/common.json";
import ruCredits from "./ru/credits.json";
import ruErrors from "./ru/errors.json";
import ruFatal from "./ru/fatal.json";
import ruFiles from "./ru/files.json";
import ruJobs from "./ru/jobs.json";
import ruLanding from "./ru/landing.json";
import ruLetters from "./ru/letters.json";
import ruMail from "./ru/mail.json";
import ruShell from "./ru/shell.json";

const en = {
  account: enAccount,
  admin: enAdmin,
  auth: enAuth,
  chat: enChat,
  clerk: enClerk,
  common: enCommon,
  credits: enCredits,
  errors: enErrors,
  fatal: enFatal,
  files: enFiles,
  jobs: enJobs,
  landing: enLanding,
  letters: enLetters,
  mail: enMail,
  shell: enShell,
};

/** English is the shape: a key missing in another language is a type error. */
export type Messages = typeof en;

const ru: Messages = {
  account: ruAccount,
  admin: ruAdmin,
  auth: ruAuth,
  chat: ruChat,
  clerk: ruClerk,
  common: ruCommon,
  credits: ruCredits,
  errors: ruErrors,
  fatal: ruFatal,
  files: ruFiles,
  jobs: ruJobs,
  landing: ruLanding,
  letters: ruLetters,
  mail: ruMail,
  shell: ruShell,
};

export const messages = { en, ru };
