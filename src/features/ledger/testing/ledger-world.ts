import { randomUUID } from "node:crypto";
import type { Sql } from "~/server/db";
import type { Markup } from "../markup";
import type { PriceRates } from "../rates";
import { adjustCredits } from "../server/adjust-credits.service";
import { authorizeUsage } from "../server/authorize-usage.service";
import { callLedger } from "../server/call-ledger";
import { checkpointHold } from "../server/checkpoint-hold.service";
import { configureAccount } from "../server/configure-account.service";
import { correctCharge } from "../server/correct-charge.service";
import { dispatchHold } from "../server/dispatch-hold.service";
import { grantCredits } from "../server/grant-credits.service";
import { publishMarkup } from "../server/publish-markup.service";
import { publishPrice } from "../server/publish-price.service";
import { rebuildRollup } from "../server/rebuild-rollups.service";
import { recordPurchase } from "../server/record-purchase.service";
import { refundPurchase } from "../server/refund-purchase.service";
import { releaseHold } from "../server/release-hold.service";
import { settleHold } from "../server/settle-hold.service";
import { type Command, markups, prices } from "./ledger-commands";
import { LedgerModel } from "./ledger-model";
import type { ModelHold } from "./ledger-model-state";

/** Holds of the tests live for a minute after they were last heard of. */
const TTL_SECONDS = 60;
const users = ["00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b"];
const keys = ["00000000-0000-4000-8000-00000000001a", "00000000-0000-4000-8000-00000000001b"];
const actorId = "00000000-0000-4000-8000-00000000000c";

/** One organisation twice: in the database and in the model. Each command goes to both, and both answers come back. */
export class LedgerWorld {
  readonly model: LedgerModel;
  readonly #holdIds = new Map<string, string>();
  readonly #purchaseIds = new Map<string, string>();
  /** Three days before a month ends, so that periods change. */
  now = Date.UTC(2027, 0, 29, 10);

  constructor(
    readonly sql: Sql,
    readonly owner: Sql,
    readonly orgId: string,
    readonly modelId: string,
    start: { price: PriceRates; markup: Markup },
  ) {
    this.model = new LedgerModel(start.price, start.markup);
  }

  /** What the database answered and what the model did, in one shape. */
  async run(command: Command): Promise<{ actual: unknown; expected: unknown }> {
    // No two commands at the same instant: what is due first is then never a matter of chance.
    this.now += 1 + (command.type === "tick" ? command.ms : 0);
    this.model.now = this.now;
    await this.sql.query("SELECT set_config('app.now', $1, false)", [new Date(this.now).toISOString()]);
    switch (command.type) {
      case "tick":
        return { actual: null, expected: null };
      case "grant":
      case "purchase":
      case "refund":
      case "adjust":
      case "correct":
        return this.#money(command);
      case "sweep":
      case "expire":
      case "rollup":
      case "price":
      case "markup":
      case "configure":
        return this.#upkeep(command);
      default:
        return this.#usage(command);
    }
  }

  async #money(command: Extract<Command, { type: "grant" | "purchase" | "refund" | "adjust" | "correct" }>) {
    const { sql, orgId, model, now } = this;
    const key = String(command.key);
    switch (command.type) {
      case "grant": {
        const expiresAt = command.lastsMs === null ? null : now + command.lastsMs;
        const input = {
          kind: command.kind,
          idempotencyKey: key,
          amountUcr: command.amount,
          expiresAt: expiresAt === null ? null : new Date(expiresAt),
        };
        return {
          actual: await grantCredits(sql, orgId, input),
          expected: model.grant(now, command.kind, key, command.amount, expiresAt),
        };
      }
      case "adjust":
        return {
          actual: await adjustCredits(sql, orgId, {
            idempotencyKey: key,
            amountUcr: command.amount,
            actorId,
            reason: "test",
          }),
          expected: model.adjust(now, key, command.amount),
        };
      case "purchase": {
        const actual = await recordPurchase(sql, orgId, {
          idempotencyKey: key,
          provider: "test",
          amountUcr: command.amount,
          priceUsdMicros: 5n,
          isPaid: command.isPaid,
        });
        if ("purchaseId" in actual) this.#purchaseIds.set(key, actual.purchaseId);
        return { actual, expected: model.purchase(now, key, command.amount, command.isPaid) };
      }
      case "refund": {
        const purchase = String(command.purchase);
        const purchaseId = this.#purchaseIds.get(purchase) ?? randomUUID();
        const input = {
          purchaseId,
          idempotencyKey: key,
          kind: command.kind,
          amountUcr: command.amount,
          reason: "test",
        };
        return {
          actual: await refundPurchase(sql, orgId, input),
          expected: model.refund(now, key, purchase, command.kind, command.amount),
        };
      }
      case "correct":
        return this.#withHold(command.hold, async (id, hold) => ({
          actual: await correctCharge(sql, orgId, {
            chargeId: id,
            idempotencyKey: key,
            tokens: command.tokens,
            basis: "manual",
            reason: "test",
            actorId,
          }),
          expected: model.correct(key, hold, command.tokens),
        }));
    }
  }

  async #usage(command: Extract<Command, { type: "authorize" | "dispatch" | "checkpoint" | "settle" | "release" }>) {
    const { sql, orgId, model, now } = this;
    switch (command.type) {
      case "authorize": {
        const id = String(command.request);
        const user = users[command.user] ?? fail();
        const limits = { memberTokensPerMonth: command.memberLimit, requestsPerHour: command.hourLimit };
        const keyId = command.apiKey === null ? null : (keys[command.apiKey] ?? fail());
        const actual = await authorizeUsage(sql, orgId, {
          ...{
            requestId: id,
            fingerprint: `body ${command.body}`,
            userId: user,
            modelId: this.modelId,
            purpose: "chat",
          },
          ...{
            inputTokens: command.input,
            maxOutputTokens: command.max,
            minOutputTokens: command.min,
            limits,
            key: keyId === null ? null : { id: keyId, monthlyCapUcr: command.keyCap },
            ttlSeconds: TTL_SECONDS,
          },
        });
        if (actual.code === "ok") this.#holdIds.set(id, actual.holdId);
        const expected = model.authorize(now, {
          ...{
            id,
            fingerprint: `body ${command.body}`,
            user,
            inputTokens: command.input,
            maxOutput: command.max,
            minOutput: command.min,
          },
          ...{
            memberLimit: command.memberLimit,
            hourLimit: command.hourLimit,
            key: keyId,
            keyCap: command.keyCap,
            ttlMs: TTL_SECONDS * 1000,
          },
        });
        return { actual: { ...actual, available: "availableUcr" in actual ? actual.availableUcr : null }, expected };
      }
      case "dispatch":
        return this.#withHold(command.hold, async (id, hold) => ({
          actual: await dispatchHold(sql, orgId, id),
          expected: model.dispatch(hold),
        }));
      case "checkpoint":
        return this.#withHold(command.hold, async (id, hold) => ({
          actual: await checkpointHold(sql, orgId, id, command.tokens, TTL_SECONDS),
          expected: model.checkpoint(now, hold, command.tokens, TTL_SECONDS * 1000),
        }));
      case "settle":
        return this.#withHold(command.hold, async (id, hold) => ({
          actual: await settleHold(sql, orgId, id, {
            tokens: command.tokens,
            basis: command.basis,
            rawUsage: { tokens: command.tokens },
          }),
          expected: model.settle(now, hold, command.tokens, command.basis),
        }));
      case "release":
        return this.#withHold(command.hold, async (id, hold) => ({
          actual: await releaseHold(sql, orgId, id),
          expected: model.release(now, hold),
        }));
    }
  }

  async #upkeep(command: Extract<Command, { type: "sweep" | "expire" | "rollup" | "price" | "markup" | "configure" }>) {
    const { sql, owner, orgId, model, now } = this;
    switch (command.type) {
      case "sweep": {
        const row = await callLedger(sql, "SELECT * FROM ledger_sweep_org($1, 100)", [orgId]);
        return {
          actual: {
            expired: row.count("o_expired"),
            released: row.count("o_released"),
            settled: row.count("o_settled"),
          },
          expected: model.sweep(now),
        };
      }
      case "expire": {
        const row = await callLedger(sql, "SELECT ledger_expire_lots($1) AS expired", [orgId]);
        return { actual: row.bigint("expired"), expected: model.expire(now) };
      }
      case "rollup":
        await rebuildRollup(sql, orgId, { all: false });
        break;
      case "price":
        await owner.query("SELECT set_config('app.now', $1, false)", [new Date(now).toISOString()]);
        model.price = prices[command.index] ?? fail();
        await publishPrice(owner, { modelId: this.modelId, price: model.price, source: "test" });
        break;
      case "markup":
        await owner.query("SELECT set_config('app.now', $1, false)", [new Date(now).toISOString()]);
        model.markup = markups[command.index] ?? fail();
        await publishMarkup(owner, { scope: { orgId }, markup: model.markup, reason: "test" });
        break;
      case "configure":
        await configureAccount(sql, orgId, {
          status: command.isFrozen ? "frozen" : "active",
          overdraftUcr: command.overdraft,
        });
        Object.assign(model, { isFrozen: command.isFrozen, overdraft: command.overdraft });
        break;
    }
    return { actual: null, expected: null };
  }

  async #withHold<T>(
    index: number,
    work: (id: string, hold: ModelHold) => Promise<T>,
  ): Promise<T | { actual: null; expected: null }> {
    const id = this.#holdIds.get(String(index));
    const hold = this.model.holds.get(String(index));
    return id === undefined || hold === undefined ? { actual: null, expected: null } : work(id, hold);
  }
}

function fail(): never {
  throw new Error("no such thing in this test");
}
