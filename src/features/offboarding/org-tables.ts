/**
 * What becomes of an organisation's rows when it is erased, and what an export gives of them: one line for every table with
 * an `org_id`, and a test that fails for one without. Rows go in this order, those that hang on others first.
 */
export type OrgTable = {
  name: string;
  /** `rows`: erased with the organisation; `bytes`: by the files feature, with what they stand for; `chain`: with the head of it. */
  fate: "rows" | "bytes" | "chain" | "kept";
  /** Null where it gives nothing that a person could want: `why` says so. */
  exported: { key: readonly string[]; columns: readonly string[] } | null;
  why?: string;
};

const of = (key: string, columns: string): OrgTable["exported"] => ({
  key: key.split(" "),
  columns: columns.split(" "),
});
const buckets = "input_tokens cache_read_tokens cache_write_tokens output_tokens reasoning_tokens";

export const orgTables: readonly OrgTable[] = [
  { name: "message_chunk", fate: "rows", exported: null, why: "pieces of answers that chat_message has whole" },
  { name: "chat_attachment", fate: "rows", exported: of("message_id file_id", "message_id file_id user_id position") },
  { name: "file_content", fate: "rows", exported: of("file_id", "file_id user_id pages tokens text created_at") },
  {
    name: "chat_message",
    fate: "rows",
    exported: of(
      "id",
      "id conversation_id user_id parent_id role status parts text model_id finish_reason error_code attachments created_at finished_at",
    ),
  },
  {
    name: "conversation",
    fate: "rows",
    exported: of("id", "id user_id title model_id active_leaf_id pinned_at created_at last_message_at"),
  },
  { name: "api_key_minute", fate: "rows", exported: null, why: "a count of the minute at hand" },
  {
    name: "api_key",
    fate: "rows",
    exported: of(
      "id",
      "id user_id public_id name scopes addresses monthly_cap_ucr expires_at created_at rotated_at last_used_at requests revoked_at revoked_by",
    ),
  },
  {
    name: "invitation",
    fate: "rows",
    exported: of(
      "id",
      "id email role tokens_per_month note invited_by created_at sent_at expires_at opened_at accepted_at accepted_by declined_at revoked_at",
    ),
  },
  { name: "org_join_domain", fate: "rows", exported: of("domain", "domain role created_by created_at") },
  { name: "former_slug", fate: "rows", exported: of("slug", "slug retired_at") },
  {
    name: "ownership_transfer",
    fate: "rows",
    exported: of("id", "id from_user_id to_user_id created_at expires_at ended_at outcome"),
  },
  { name: "acting_session", fate: "rows", exported: of("id", "id member_id reason started_at expires_at ended_at") },
  {
    name: "mail_message",
    fate: "rows",
    exported: of("id", "id user_id template locale to_address subject props state created_at sent_at delivered_at"),
  },
  { name: "event_outbox", fate: "rows", exported: null, why: "orders to the background jobs" },
  {
    name: "membership",
    fate: "rows",
    exported: of("user_id", "user_id role tokens_per_month created_at last_active_at"),
  },
  {
    name: "stored_file",
    fate: "bytes",
    exported: of("id", "id user_id purpose state name content_type size created_at"),
  },
  {
    name: "audit_event",
    fate: "chain",
    exported: of(
      "seq",
      "seq id at actor_id acting_as actor_role action subject before after reason address request_id",
    ),
  },
  {
    name: "credit_account",
    fate: "kept",
    exported: of("org_id", "posted_ucr held_ucr overdraft_ucr status time_zone created_at"),
  },
  {
    name: "ledger_entry",
    fate: "kept",
    exported: of("seq", "seq kind amount_ucr balance_after_ucr source_id actor_id reason created_at"),
  },
  {
    name: "credit_lot",
    fate: "kept",
    exported: of("id", "id entry_seq kind source_id amount_ucr remaining_ucr effective_at expires_at exhausted_at"),
  },
  { name: "lot_consumption", fate: "kept", exported: of("entry_seq lot_id", "entry_seq lot_id amount_ucr") },
  {
    name: "usage_hold",
    fate: "kept",
    exported: null,
    why: "what was held for a call; usage_charge has what it came to",
  },
  {
    name: "usage_charge",
    fate: "kept",
    exported: of(
      "hold_id",
      `hold_id user_id purpose model_id conversation_id message_id entry_seq ${buckets} charge_ucr balance_after_ucr basis day created_at`,
    ),
  },
  {
    name: "charge_correction",
    fate: "kept",
    exported: of("id", `id hold_id number entry_seq ${buckets} charge_ucr delta_ucr basis reason actor_id created_at`),
  },
  {
    name: "member_period_usage",
    fate: "kept",
    exported: of("user_id period_start", "user_id period_start tokens_used charged_ucr calls"),
  },
  {
    name: "key_period_usage",
    fate: "kept",
    exported: of("key_id period_start", "key_id period_start charged_ucr calls"),
  },
  {
    name: "ledger_command",
    fate: "kept",
    exported: null,
    why: "answers to repeated commands; ledger_entry has what they did",
  },
  {
    name: "purchase",
    fate: "kept",
    exported: of("id", "id user_id provider amount_ucr price_usd_micros status refunded_ucr created_at paid_at"),
  },
  {
    name: "refund",
    fate: "kept",
    exported: of("id", "id purchase_id kind amount_ucr price_usd_micros entry_seq actor_id reason created_at"),
  },
  {
    name: "usage_rollup_day",
    fate: "kept",
    exported: of("day user_id model_id purpose", `day user_id model_id purpose calls ${buckets} charge_ucr`),
  },
];

/** Those whose rows the database erases itself. */
export const erasedTables = orgTables.filter(({ fate }) => fate === "rows").map(({ name }) => name);
