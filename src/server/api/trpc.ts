import { initTRPC, type TRPCError } from "@trpc/server";
import superjson from "superjson";
import { ZodError } from "zod";
import { AppError, type ErrorCode, type ErrorDetails } from "~/lib/app-error";
import type { Backend, OrgScope, UserScope } from "../context";

/** What a request brings to every procedure. `org` is the organisation of the header, where the person is a member. */
export type RequestContext = {
  requestId: string;
  headers: Headers;
  backend: Backend;
  user: UserScope | null;
  org: OrgScope | null;
};

/** What a procedure demands before it runs; the access matrix reads it. */
export type AccessPolicy = { access: "public" | "signed_in" | "superadmin" | `org:${string}` };

/** What the client gets beside tRPC's own fields: the code to translate, its numbers, and an id to quote. */
export type ClientError = {
  code: ErrorCode;
  details: ErrorDetails;
  requestId: string;
  fields?: Record<string, string[]>;
};

export const t = initTRPC
  .context<RequestContext>()
  .meta<AccessPolicy>()
  .create({
    transformer: superjson,
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
    errorFormatter({ shape, error, ctx }) {
      const app: ClientError = { ...toClientError(error), requestId: ctx?.requestId ?? "" };
      // The message of an unforeseen error may carry anything: it goes to the log, not to the client. The path is
      // whatever was asked for, also where there is no such procedure.
      return { ...shape, message: app.code, data: { ...shape.data, path: undefined, stack: undefined, app } };
    },
  });

function toClientError(error: TRPCError): Omit<ClientError, "requestId"> {
  if (error.cause instanceof AppError) return { code: error.cause.code, details: error.cause.details };
  if (error.cause instanceof ZodError) return { code: "bad_input", details: {}, fields: fieldErrors(error.cause) };
  if (error.code === "NOT_FOUND") return { code: "not_found", details: {} };
  if (error.code === "BAD_REQUEST" || error.code === "PARSE_ERROR") return { code: "bad_input", details: {} };
  if (error.code === "PAYLOAD_TOO_LARGE") return { code: "payload_too_large", details: {} };
  return { code: "internal", details: {} };
}

function fieldErrors(error: ZodError): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const path = issue.path.join(".");
    // The library's message names keys that it does not know, which may be anything that was sent.
    const message = issue.code === "unrecognized_keys" ? issue.code : issue.message;
    fields[path] = [...(fields[path] ?? []), message];
  }
  return fields;
}
