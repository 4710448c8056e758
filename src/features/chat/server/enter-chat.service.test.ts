import { afterAll, beforeAll, expect, test } from "vitest";
import type { OrgScope } from "~/server/context";
import type { RouteRequest } from "~/server/route-handler";
import { type ChatFixture, startChat } from "../testing/chat-fixture";
import { enterChat, stillReading } from "./enter-chat.service";

let chat: ChatFixture;

beforeAll(async () => {
  chat = await startChat();
});
afterAll(async () => {
  expect(await chat.close()).toEqual([]);
});

function incoming(scope: OrgScope, slug = scope.org.slug): RouteRequest {
  const headers = { "x-test-subject": scope.identity.subject, "x-org": slug };
  return {
    request: new Request("http://localhost/api/chat", { method: "POST", body: "{}", headers }),
    requestId: "test",
    backend: chat.backend,
  };
}

test("nobody enters without a session, in another organisation, or without the permission", async () => {
  const scope = await chat.member();
  const other = await chat.member();
  const viewer = await chat.member({ org: scope.org, role: "viewer" });
  const nobody = {
    ...incoming(scope),
    request: new Request("http://localhost", { headers: { "x-org": scope.org.slug } }),
  };
  await expect(enterChat(nobody, "chat.read")).rejects.toMatchObject({ code: "not_signed_in" });
  await expect(enterChat(incoming(scope, other.org.slug), "chat.read")).rejects.toMatchObject({ code: "not_found" });
  await expect(enterChat(incoming(scope, "no-such"), "chat.read")).rejects.toMatchObject({ code: "not_found" });
  await expect(enterChat(incoming(viewer), "chat.write")).rejects.toMatchObject({ code: "forbidden" });
  expect((await enterChat(incoming(viewer), "chat.read")).orgId).toBe(scope.orgId);
});

test("a member who is removed while reading is no longer let read, and whose session ended is told so", async () => {
  const owner = await chat.member();
  const member = await chat.member({ org: owner.org, role: "member" });
  const mayStillRead = stillReading(incoming(member));
  await mayStillRead();
  await chat.db.owner.query("UPDATE membership SET role = 'viewer' WHERE user_id = $1", [member.userId]);
  await mayStillRead();
  await chat.db.owner.query("DELETE FROM membership WHERE user_id = $1", [member.userId]);
  await expect(mayStillRead()).rejects.toMatchObject({ code: "not_found" });
  const request = new Request("http://localhost", { headers: { "x-org": owner.org.slug } });
  await expect(stillReading({ ...incoming(owner), request })()).rejects.toMatchObject({ code: "session_expired" });
});
