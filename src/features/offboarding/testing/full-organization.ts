import { randomUUID } from "node:crypto";
import { adjustCredits } from "~/features/ledger/server/adjust-credits.service";
import { authorizeUsage } from "~/features/ledger/server/authorize-usage.service";
import { correctCharge } from "~/features/ledger/server/correct-charge.service";
import { rebuildRollups } from "~/features/ledger/server/rebuild-rollups.service";
import { recordPurchase } from "~/features/ledger/server/record-purchase.service";
import { refundPurchase } from "~/features/ledger/server/refund-purchase.service";
import { settleHold } from "~/features/ledger/server/settle-hold.service";
import { admission, createModel, tokenPrice } from "~/features/ledger/testing/ledger-fixture";
import { noTokens } from "~/features/ledger/token-buckets";
import { recordAudit } from "~/server/audit";
import type { OrgScope } from "~/server/context";
import { buildPerson } from "../../../../prisma/builders/people";
import type { OffboardingFixture } from "./offboarding-fixture";

type Ids = Record<"org" | "user" | "conversation" | "message" | "file" | "key" | "other", string>;

/** Makes a text that stands in one place and nowhere else. */
type Mark = (place: string) => string;

export type FullOrganization = {
  ids: Ids;
  /** Texts of it that its owner gets with an export. */
  shown: readonly string[];
  /** Texts of it that nobody gets. */
  hidden: readonly string[];
};

/** Puts a row or more into every table that an organisation has rows in, with a text of its own in every place. */
export async function fillOrganization(
  at: OffboardingFixture,
  scope: OrgScope,
  canary: string,
): Promise<FullOrganization> {
  const { owner } = at.db;
  const ids: Ids = {
    org: scope.orgId,
    user: scope.userId,
    conversation: randomUUID(),
    message: randomUUID(),
    file: randomUUID(),
    key: randomUUID(),
    /** Of the platform's people. */
    other: (await buildPerson(at.backend)).id,
  };
  const marks: string[] = [];
  const secrets: string[] = [];
  const shown: Mark = (place) => markIn(marks, canary, place);
  const hidden: Mark = (place) => markIn(secrets, canary, place);
  const insert = (text: string, values: unknown[] = []) => owner.query(text, values);
  await insert("UPDATE organization SET name = $2 WHERE id = $1", [ids.org, `${canary} Ltd`]);
  await insert(
    "INSERT INTO conversation (id, org_id, user_id, title, model_id, last_message_at) VALUES ($1, $2, $3, $4, 'm', now())",
    [ids.conversation, ids.org, ids.user, shown("Title")],
  );
  await insert(
    `INSERT INTO chat_message (id, org_id, conversation_id, user_id, role, status, parts, text, model_id, attachments, finished_at)
     VALUES ($1, $2, $3, $4, 'assistant', 'complete', to_jsonb(ARRAY[$5::text]), $6, 'm', to_jsonb(ARRAY[$7::text]), now())`,
    [ids.message, ids.org, ids.conversation, ids.user, shown("Parts"), shown("Text"), shown("Attachments")],
  );
  await insert("INSERT INTO message_chunk (org_id, message_id, seq, payload) VALUES ($1, $2, 1, $3)", [
    ids.org,
    ids.message,
    hidden("Chunk"),
  ]);
  const key = `files/${ids.file}/sample`;
  const bytes = new TextEncoder().encode(shown("Bytes"));
  await scope.ports.files.put(key, bytes, { contentType: "text/plain" });
  await insert(
    `INSERT INTO stored_file (id, org_id, user_id, purpose, state, key, name, content_type, size, sha256, claimed_at, created_at)
     VALUES ($1, $2, $3, 'chat_attachment', 'ready', $4, $5, 'text/plain', $6, 'none', now(), now() - interval '1 day')`,
    [ids.file, ids.org, ids.user, key, `${shown("Name")}.txt`, bytes.byteLength],
  );
  await insert("INSERT INTO file_content (file_id, org_id, user_id, text, tokens) VALUES ($1, $2, $3, $4, 1)", [
    ids.file,
    ids.org,
    ids.user,
    shown("Content"),
  ]);
  await insert(
    "INSERT INTO chat_attachment (org_id, user_id, message_id, file_id, position) VALUES ($1, $2, $3, $4, 0)",
    [ids.org, ids.user, ids.message, ids.file],
  );
  await insert(
    `WITH k AS (INSERT INTO api_key (id, org_id, user_id, public_id, name, secret_hash, created_at)
       VALUES ($4, $1::uuid, $2, 'opk_' || substr(md5($1::text), 1, 16), $3, repeat('a', 64), now()) RETURNING id)
     INSERT INTO api_key_minute (key_id, org_id, minute, requests) SELECT id, $1::uuid, now(), 1 FROM k`,
    [ids.org, ids.user, shown("Key"), ids.key],
  );
  await insert(
    `INSERT INTO invitation (id, org_id, email, role, note, token_hash, created_at, sent_at, expires_at)
     VALUES (gen_random_uuid(), $1::uuid, $3, 'member', $2, sha256($1::text::bytea), now(), now(), now() + interval '1 day')`,
    [ids.org, shown("Note"), `${shown("Invited").toLowerCase()}@people.example`],
  );
  await insert("INSERT INTO org_join_domain (domain, org_id, role, created_at) VALUES ($2, $1, 'viewer', now())", [
    ids.org,
    `${shown("Domain").toLowerCase()}.example`,
  ]);
  await insert("INSERT INTO former_slug (slug, org_id) VALUES ($2, $1)", [ids.org, shown("Slug").toLowerCase()]);
  await insert(
    `INSERT INTO ownership_transfer (id, org_id, from_user_id, to_user_id, expires_at)
     VALUES (gen_random_uuid(), $1, $2, $3, now() + interval '1 day')`,
    [ids.org, ids.user, ids.other],
  );
  await insert(
    `INSERT INTO acting_session (id, token_hash, superadmin_id, sign_in_session, org_id, member_id, reason, started_at, expires_at)
     VALUES (gen_random_uuid(), sha256($1::text::bytea), $4, 's', $1::uuid, $2, $3, now() - interval '2 hours', now() - interval '1 hour')`,
    [ids.org, ids.user, shown("Ticket"), ids.other],
  );
  await insert(
    `INSERT INTO mail_message (id, org_id, user_id, key, template, locale, to_address, subject, props, secrets, state, provider, provider_id, next_attempt_at, created_at)
     VALUES (gen_random_uuid(), $1::uuid, $2, $1::text || 'mail', 'invitation', 'en', $4, $3, to_jsonb(ARRAY[$5::text]), to_jsonb(ARRAY[$6::text]), 'delivered', 'test', $1::text, now(), now())`,
    [
      ids.org,
      ids.user,
      shown("Subject"),
      `${shown("Addressee").toLowerCase()}@people.example`,
      shown("Props"),
      hidden("MailSecret"),
    ],
  );
  await insert(
    `INSERT INTO mail_delivery (event_id, provider, provider_id, kind, address, reason, happened_at, received_at)
     VALUES ($1, 'test', $1, 'delivered', $2, $2, now(), now())`,
    [ids.org, hidden("Report")],
  );
  await insert(
    "INSERT INTO event_outbox (org_id, name, version, data) VALUES ($1, 'test/told', 1, to_jsonb(ARRAY[$2::text]))",
    [ids.org, hidden("Event")],
  );
  await scope.inOrg((db) =>
    recordAudit(db, {
      orgId: ids.org,
      actorId: ids.user,
      actorRole: "owner",
      action: "org.update",
      subject: ids.org,
      after: { name: shown("After") },
      reason: shown("Reason"),
      requestId: randomUUID(),
    }),
  );
  await spend(at, scope, shown, ids);
  return { ids, shown: marks, hidden: secrets };
}

function markIn(list: string[], canary: string, place: string): string {
  const mark = canary + place;
  list.push(mark);
  return mark;
}

/** Buys, gives back, adjusts, charges and corrects, with the text for a reason wherever there is one. */
async function spend(at: OffboardingFixture, scope: OrgScope, reason: Mark, by: Ids): Promise<void> {
  const modelId = await createModel(at.db.owner, tokenPrice);
  const { pool } = scope.backend.database;
  const bought = await recordPurchase(pool, scope.orgId, {
    idempotencyKey: randomUUID(),
    userId: by.user,
    provider: "test",
    amountUcr: 2_000_000n,
    priceUsdMicros: 40_000n,
    isPaid: true,
  });
  if (bought.code !== "ok") throw new Error(`not bought: ${bought.code}`);
  await refundPurchase(pool, scope.orgId, {
    purchaseId: bought.purchaseId,
    idempotencyKey: randomUUID(),
    kind: "refund",
    amountUcr: 1_000_000n,
    actorId: by.other,
    reason: reason("Refund"),
  });
  await adjustCredits(pool, scope.orgId, {
    amountUcr: 1_000_000n,
    idempotencyKey: randomUUID(),
    actorId: by.other,
    reason: reason("Adjustment"),
  });
  const asked = admission(modelId, { userId: by.user, purpose: "api", key: { id: by.key, monthlyCapUcr: null } });
  const held = await authorizeUsage(pool, scope.orgId, asked);
  if (held.code !== "ok") throw new Error(`refused: ${held.code}`);
  await settleHold(pool, scope.orgId, held.holdId, { tokens: { ...noTokens, output: 10 }, basis: "provider" });
  await correctCharge(pool, scope.orgId, {
    chargeId: held.holdId,
    idempotencyKey: randomUUID(),
    tokens: { ...noTokens, output: 20 },
    basis: "manual",
    reason: reason("Correction"),
    actorId: by.other,
  });
  await rebuildRollups(pool);
}
