import { randomUUID } from "node:crypto";
import { DEMO_MODEL_ID } from "~/adapters/models/demo/demo";
import { newFile, newShownLogo, newTextFile } from "./file-rows";
import { invitationRouteSamples } from "./invitation-rows";
import { newResetLink, newVerifyLink } from "./mail-rows";
import { everySuperadminActs, newOrg } from "./platform-rows";
import { newConversation } from "./rows";
import type { Sample } from "./samples";
import { password } from "./world";

/** What a sample of a route gives: its body, the parts of its address in brackets, its query. */
export type RouteInput = {
  body?: unknown;
  params?: Record<string, string>;
  query?: Record<string, string>;
  renews?: boolean;
};

type RouteSample = (...of: Parameters<Sample>) => Promise<RouteInput>;

const nothing: RouteSample = async () => ({});

/** Stands for the organisation that the caller names, where an address carries it. */
export const callersOrg = "{org}";

/** After these the person signs in again, before the next cell. */
const renews = true;

export const routeSamples: Record<string, RouteSample> = {
  "POST /api/admin/act-as": async (world) => ({
    body: { ...(await newOrg(world)), reason: "Ticket 4711", minutes: 15 },
    renews,
  }),
  "POST /api/admin/act-as/stop": async (world) => {
    await everySuperadminActs(world);
    return { body: {}, renews };
  },
  "GET /api/admin/audit": nothing,
  "GET /api/audit": async (_world, owner, ids) => {
    ids.add(owner.userId);
    return { query: { org: callersOrg, actorId: owner.userId } };
  },
  "POST /api/auth/confirm-email": async (world, owner) => ({ body: { token: await newVerifyLink(world, owner) } }),
  "POST /api/auth/email": async () => ({
    body: { newEmail: `${randomUUID()}@people.example`, currentPassword: password },
  }),
  "POST /api/auth/forgot-password": async (_world, owner) => ({ body: { email: owner.email } }),
  "POST /api/auth/reset-password": async (world) => ({
    body: { token: await newResetLink(world), newPassword: password },
  }),
  "POST /api/auth/password": async () => ({ body: { currentPassword: password, newPassword: password }, renews }),
  "POST /api/auth/sign-in": async (_world, owner) => ({ body: { email: owner.email, password } }),
  "POST /api/auth/sign-out": async () => ({ body: {}, renews }),
  "POST /api/auth/sign-up": async () => ({ body: { email: `${randomUUID()}@people.example`, password, name: "New" } }),
  "GET /api/credits/entries": async (world, owner, ids) => {
    await newConversation(world, owner, ids);
    ids.add(owner.userId);
    return { query: { org: callersOrg, memberId: owner.userId } };
  },
  "GET /api/files/[fileId]": async (world, owner, ids) => ({
    params: { fileId: await newFile(world, owner, ids, "chat_attachment") },
    query: { org: callersOrg },
  }),
  "GET /api/files/at/[...path]": nothing,
  "POST /api/files/at/[...path]": nothing,
  "PUT /api/files/at/[...path]": nothing,
  "GET /api/health": nothing,
  "GET /api/logos/[fileId]": async (world, owner, ids) => ({
    params: { fileId: await newShownLogo(world, owner, ids) },
  }),
  ...invitationRouteSamples,
  "GET /api/metrics": nothing,
  "POST /api/organizations/export": async () => ({ query: { org: callersOrg } }),
  "DELETE /api/v1/[...path]": nothing,
  "GET /api/v1/[...path]": nothing,
  "PATCH /api/v1/[...path]": nothing,
  "POST /api/v1/[...path]": nothing,
  "PUT /api/v1/[...path]": nothing,
  "POST /api/v1/chat/completions": async () => ({
    body: { model: DEMO_MODEL_ID, messages: [{ role: "user", content: "2 + 2" }] },
  }),
  "GET /api/v1/credits": nothing,
  "GET /api/v1/models": nothing,
  "GET /api/v1/openapi.json": nothing,
  "POST /api/webhooks/clerk": async () => ({ body: { type: "user.deleted", data: { id: "user_1" } } }),
  "POST /api/webhooks/resend": async () => ({ body: { type: "email.bounced", data: { email_id: "re-1" } } }),
  "GET /api/inngest": nothing,
  "POST /api/inngest": async () => ({
    query: { fnId: "counterpart-system-ping", stepId: "step" },
    body: { event: {} },
  }),
  "PUT /api/inngest": async () => ({ body: { url: "http://localhost/api/inngest" } }),
  "GET /api/ready": async (world) => {
    await world.db.owner.query(
      "INSERT INTO worker_heartbeat (worker_id, beaten_at) VALUES (gen_random_uuid(), clock_timestamp())",
    );
    return {};
  },
  "POST /api/chat": async (world, owner, ids) => {
    const { conversationId, answerId } = await newConversation(world, owner, ids);
    const fresh = {
      messageId: randomUUID(),
      answerId: randomUUID(),
      attachments: [await newTextFile(world, owner, ids)],
    };
    return {
      body: { intent: "send", conversationId, parentId: answerId, ...fresh, text: "2 + 2", modelId: DEMO_MODEL_ID },
    };
  },
  "GET /api/chat/[messageId]/stream": async (world, owner, ids) => {
    const { answerId } = await newConversation(world, owner, ids);
    return { params: { messageId: answerId } };
  },
  "POST /api/chat/[messageId]/stop": async (world, owner, ids) => {
    const { answerId } = await newConversation(world, owner, ids);
    return { params: { messageId: answerId }, body: {} };
  },
};
