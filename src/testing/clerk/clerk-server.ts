import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Webhook } from "svix";
import { type ClerkKeys, createClerkKeys } from "./clerk-keys";

export type FakeClerkUser = {
  id: string;
  email: string | null;
  verified: boolean;
  firstName: string | null;
  lastName: string | null;
  organizationName: string | null;
  banned: boolean;
  updatedAt: number;
};

export type FakeClerkSession = { id: string; userId: string; status: "active" | "revoked" | "ended"; at: number };

/** How the API behaves: as it should, or like one that is down, silent, cut off in an answer, or beside itself. */
export type ClerkMood = "well" | "down" | "silent" | "cut" | "nonsense";

export type FakeClerk = {
  apiUrl: string;
  secretKey: string;
  publishableKey: string;
  webhookSecret: string;
  keys: ClerkKeys;
  users: Map<string, FakeClerkUser>;
  sessions: Map<string, FakeClerkSession>;
  /** `GET /v1/users/user_1` and so on, as they came. */
  requests: string[];
  mood: ClerkMood;
  /** Sessions that the API fails to revoke, as it does now and then for one of many. */
  stuck: Set<string>;
  addUser(wanted?: Partial<FakeClerkUser>): FakeClerkUser;
  /** Signs the user in; the token is a minute's. */
  openSession(userId: string, origin: string): { sessionId: string; token: string };
  /** Another token of a session, or one with some claims changed. */
  token(sessionId: string, origin: string, claims?: Record<string, unknown>): string;
  /** A message as Clerk sends it: what the webhook route gets. */
  message(type: string, data: object, options?: { id?: string; at?: Date }): { headers: Headers; body: string };
  userMessage(type: "user.created" | "user.updated", user: FakeClerkUser): { headers: Headers; body: string };
  close(): Promise<void>;
};

/** A loopback stand-in for Clerk: keys of its own, the parts of its API that we use, and signed messages. */
export async function startFakeClerk(options: { frontendHost?: string; port?: number } = {}): Promise<FakeClerk> {
  const secretKey = `sk_live_${randomUUID().replaceAll("-", "")}`;
  const webhookSecret = `whsec_${Buffer.from(randomUUID()).toString("base64")}`;
  const frontendHost = options.frontendHost ?? "clerk.people.example";
  const fake: FakeState = {
    secretKey,
    publishableKey: `pk_live_${Buffer.from(`${frontendHost}$`).toString("base64")}`,
    webhookSecret,
    keys: createClerkKeys(),
    users: new Map(),
    sessions: new Map(),
    requests: [],
    mood: "well",
    stuck: new Set(),
    addUser(wanted = {}) {
      const id = wanted.id ?? `user_${randomUUID().replaceAll("-", "")}`;
      const user: FakeClerkUser = {
        id,
        email: `${id.slice(5, 17)}@people.example`,
        verified: true,
        firstName: "Mira",
        lastName: "Okafor",
        organizationName: null,
        banned: false,
        updatedAt: Date.now(),
        ...wanted,
      };
      fake.users.set(id, user);
      return user;
    },
    openSession(userId, origin) {
      const sessionId = `sess_${randomUUID().replaceAll("-", "")}`;
      fake.sessions.set(sessionId, { id: sessionId, userId, status: "active", at: Date.now() });
      return { sessionId, token: fake.token(sessionId, origin) };
    },
    token(sessionId, origin, claims = {}) {
      const now = Math.floor(Date.now() / 1000);
      return fake.keys.sign({
        payload: {
          azp: origin,
          exp: now + 60,
          iat: now,
          nbf: now - 10,
          iss: `https://${frontendHost}`,
          sid: sessionId,
          sub: fake.sessions.get(sessionId)?.userId,
          v: 2,
          ...claims,
        },
      });
    },
    message(type, data, given = {}) {
      const id = given.id ?? `msg_${randomUUID()}`;
      const at = given.at ?? new Date();
      const body = JSON.stringify({ type, object: "event", data, timestamp: at.getTime() });
      return {
        headers: new Headers({
          "content-type": "application/json",
          "svix-id": id,
          "svix-timestamp": String(Math.floor(at.getTime() / 1000)),
          "svix-signature": new Webhook(webhookSecret).sign(id, at, body),
        }),
        body,
      };
    },
    userMessage: (type, user) => fake.message(type, userJson(user)),
  };
  const server = createServer((request, response) => answer(fake, request, response));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return Object.assign(fake, {
    apiUrl: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

type Answer = { status: number; body: unknown };
type FakeState = Omit<FakeClerk, "apiUrl" | "close">;

function answer(fake: FakeState, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "http://clerk");
  fake.requests.push(`${request.method} ${url.pathname}`);
  if (fake.mood === "silent") return;
  if (fake.mood === "cut") {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"object":"user","id":"us');
    setTimeout(() => response.destroy(), 20);
    return;
  }
  const { status, body } = answerOf(fake, request, url);
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function answerOf(fake: FakeState, request: IncomingMessage, url: URL): Answer {
  if (fake.mood === "down") return failure(500, "internal");
  if (fake.mood === "nonsense") return { status: 200, body: { object: "user", id: 5, email_addresses: "none" } };
  if (request.headers.authorization !== `Bearer ${fake.secretKey}`) return failure(401, "authentication_invalid");
  const [, , resource, id, action] = url.pathname.split("/");
  switch (`${request.method} ${resource}`) {
    case "GET users": {
      const user = fake.users.get(id ?? "");
      return user === undefined ? failure(404, "resource_not_found") : { status: 200, body: userJson(user) };
    }
    case "GET sessions": {
      if (id !== undefined) {
        const session = fake.sessions.get(id);
        return session === undefined ? failure(404, "resource_not_found") : { status: 200, body: sessionJson(session) };
      }
      const data = [...fake.sessions.values()]
        .filter(
          ({ userId, status }) =>
            userId === url.searchParams.get("user_id") && status === url.searchParams.get("status"),
        )
        .map(sessionJson);
      const isPaginated = url.searchParams.get("paginated") === "true";
      // Ten where nothing is asked for, and never more than 500.
      const limit = Math.min(Number(url.searchParams.get("limit") ?? 10), 500);
      const offset = Number(url.searchParams.get("offset") ?? 0);
      const page = data.slice(offset, offset + limit);
      return { status: 200, body: isPaginated ? { data: page, total_count: data.length } : page };
    }
    case "POST sessions": {
      const session = fake.sessions.get(id ?? "");
      if (session === undefined || action !== "revoke") return failure(404, "resource_not_found");
      if (fake.stuck.has(session.id)) return failure(500, "internal");
      session.status = "revoked";
      return { status: 200, body: sessionJson(session) };
    }
    case "GET jwks": {
      const { kid, n } = fake.keys.jwk;
      return { status: 200, body: { keys: [{ use: "sig", kty: "RSA", kid, alg: "RS256", n, e: "AQAB" }] } };
    }
    default:
      return failure(404, "resource_not_found");
  }
}

function failure(status: number, code: string): Answer {
  return { status, body: { errors: [{ code, message: code }] } };
}

/** A user as Clerk's API and messages write it. */
export function userJson(user: FakeClerkUser): Record<string, unknown> {
  return {
    id: user.id,
    object: "user",
    first_name: user.firstName,
    last_name: user.lastName,
    username: null,
    image_url: "",
    has_image: false,
    primary_email_address_id: user.email === null ? null : "idn_1",
    email_addresses:
      user.email === null
        ? []
        : [
            {
              id: "idn_1",
              object: "email_address",
              email_address: user.email,
              verification: user.verified ? { status: "verified", strategy: "email_code" } : { status: "unverified" },
              linked_to: [],
            },
          ],
    phone_numbers: [],
    web3_wallets: [],
    external_accounts: [],
    enterprise_accounts: [],
    public_metadata: {},
    private_metadata: {},
    unsafe_metadata: user.organizationName === null ? {} : { organizationName: user.organizationName },
    banned: user.banned,
    locked: false,
    created_at: user.updatedAt,
    updated_at: user.updatedAt,
  };
}

function sessionJson(session: FakeClerkSession): Record<string, unknown> {
  return {
    id: session.id,
    object: "session",
    client_id: "client_1",
    user_id: session.userId,
    status: session.status,
    actor: null,
    last_active_at: session.at,
    expire_at: session.at + 7 * 86_400_000,
    abandon_at: session.at + 30 * 86_400_000,
    created_at: session.at,
    updated_at: session.at,
    latest_activity: {
      id: "sess_activity_1",
      object: "session_activity",
      is_mobile: false,
      browser_name: "Chrome",
      browser_version: "150.0",
      device_type: "Macintosh",
      ip_address: "203.0.113.7",
    },
  };
}
