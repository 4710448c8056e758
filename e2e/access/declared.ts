import type { Policy } from "./policy";

/**
 * What every entry outside the tRPC router demands. An entry that is not listed here fails the access
 * matrix, and so does a line whose entry is gone.
 */
export const routePolicies: Record<string, Policy> = {
  "POST /api/admin/act-as": "superadmin",
  "POST /api/admin/act-as/stop": "superadmin",
  "POST /api/auth/confirm-email": "signed_in",
  "POST /api/auth/email": "signed_in",
  "POST /api/auth/forgot-password": "public",
  "POST /api/auth/password": "signed_in",
  "POST /api/auth/reset-password": "public",
  "POST /api/auth/sign-in": "public",
  "POST /api/auth/sign-out": "public",
  "POST /api/auth/sign-up": "public",
  "POST /api/chat": "org:chat.write",
  "POST /api/chat/[messageId]/stop": "org:chat.write",
  "GET /api/chat/[messageId]/stream": "org:chat.read",
  "GET /api/credits/entries": "org:credits.read_own",
  "GET /api/files/[fileId]": "org:org.read",
  "GET /api/files/at/[...path]": "signature",
  "POST /api/files/at/[...path]": "signature",
  "PUT /api/files/at/[...path]": "signature",
  "GET /api/health": "public",
  "GET /api/inngest": "signature",
  "POST /api/inngest": "signature",
  "PUT /api/inngest": "signature",
  "POST /api/invitations/opened": "public",
  "GET /api/metrics": "token",
  "GET /api/ready": "public",
  "POST /api/webhooks/clerk": "signature",
  "POST /api/webhooks/resend": "signature",
};

/** The doors of the procedures, each of which has a policy of its own. */
export const procedureDoors = ["GET /api/trpc/[trpc]", "POST /api/trpc/[trpc]"];

export const actionPolicies: Record<string, Policy> = {
  "src/i18n/set-locale.action.ts#setLocale": "public",
};

export const jobPolicies: Record<string, Policy> = {
  "accounts-forget-expired": "worker",
  "chat-forget-journals": "worker",
  "chat-forget-member": "worker",
  "chat-name-conversation": "worker",
  "chat-recovery": "worker",
  "files-delete": "worker",
  "files-sweep": "worker",
  "files-sweep-unfinished": "worker",
  "invitations-tidy": "worker",
  "ledger-check": "worker",
  "ledger-expire-lots": "worker",
  "ledger-rebuild-rollups": "worker",
  "ledger-sweep-holds": "worker",
  "mail-send": "worker",
  "mail-sweep": "worker",
  "mail-tidy": "worker",
  "system-ping": "worker",
  "system-probe-ports": "worker",
  "system-tidy-outbox": "worker",
};

/** Pages and layouts are asked for over HTTP, see pages.spec.ts. `org:*` pages belong to `/o/[org]`. */
export const pagePolicies: Record<string, Policy> = {
  "/": "public",
  "/admin": "superadmin",
  "/admin/adapters": "superadmin",
  "/admin/health": "superadmin",
  "/admin/jobs": "superadmin",
  "/admin/jobs/[runId]": "superadmin",
  "/admin/mail": "superadmin",
  "/admin/mail/[messageId]": "superadmin",
  "/admin/mail/suppressions": "superadmin",
  "/admin/mail/templates": "superadmin",
  "/admin/markup": "superadmin",
  "/admin/orgs": "superadmin",
  "/admin/orgs/[orgId]": "superadmin",
  "/admin/prices": "superadmin",
  "/admin/users": "superadmin",
  "/admin/users/[userId]": "superadmin",
  "/charge-policy": "public",
  "/enter": "public",
  "/forgot-password": "public",
  "/invite/[token]": "public",
  "/mailbox": "development",
  "/o/[org]/chat": "org:chat.read",
  "/o/[org]/chat/[conversationId]": "org:chat.read",
  "/o/[org]/credits": "org:credits.read",
  "/o/[org]/settings": "org:org.read",
  "/o/[org]/settings/account": "org:org.read",
  "/o/[org]/settings/account/security": "org:org.read",
  "/o/[org]/settings/general": "org:org.read",
  "/o/[org]/settings/members": "org:members.read",
  "/o/[org]/settings/members/roles": "org:members.read",
  "/organizations/new": "signed_in",
  "/reset-password": "public",
  "/sign-in": "public",
  "/sign-up": "public",
  "/verify-email": "public",
};
