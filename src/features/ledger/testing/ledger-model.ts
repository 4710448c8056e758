import { chargeUcr, holdUcr, type Markup } from "../markup";
import { maxTokensCost, type PriceRates, providerCostPusd } from "../rates";
import { noTokens, type TokenBuckets, totalTokens } from "../token-buckets";
import {
  type Answer,
  larger,
  type ModelHold,
  type ModelKey,
  type ModelMember,
  type ModelPurchase,
  noUse,
  startOfHour,
  startOfMonth,
} from "./ledger-model-state";
import { LotBook, smaller } from "./lot-book";

const priorities = { plan_grant: 10, promo: 20, adjustment: 20, purchase: 50 };
/** What the ledger is meant to do, for one organisation in UTC, in plain arithmetic: no database, no concurrency, no clock of its own. */
export class LedgerModel extends LotBook {
  overdraft = 0n;
  isFrozen = false;
  holds = new Map<string, ModelHold>();
  members = new Map<string, ModelMember>();
  keys = new Map<string, ModelKey>();
  purchases = new Map<string, ModelPurchase>();
  answers = new Map<string, { body: string; answer: Answer }>();
  /** Set before each command; only a correction needs it without being told. */
  now = 0;

  constructor(
    public price: PriceRates,
    public markup: Markup,
  ) {
    super();
  }

  // Money ------------------------------------------------------------------------------------------------

  grant(now: number, kind: "plan_grant" | "promo", key: string, amount: bigint, expiresAt: number | null): Answer {
    return this.once(kind, key, [amount, expiresAt], () => {
      if (expiresAt !== null && expiresAt <= now) return { code: "already_expired" };
      this.expire(now);
      return this.effect(this.addLot(kind, amount, priorities[kind], expiresAt), amount);
    });
  }

  adjust(now: number, key: string, amount: bigint): Answer {
    return this.once("adjust", key, [amount], () => {
      this.expire(now);
      if (amount > 0n) return this.effect(this.addLot("adjustment", amount, priorities.adjustment, null), amount);
      this.take("adjustment", -amount);
      return this.effect(this.entries.length, amount);
    });
  }

  purchase(now: number, key: string, amount: bigint, isPaid: boolean): Answer {
    const known = this.purchases.get(key);
    if (known !== undefined && known.amount !== amount) return { code: "conflict" };
    if (known !== undefined && known.lot !== null) return { code: "replay", entrySeq: known.lot };
    const purchase = known ?? { amount, refunded: 0n, lot: null };
    this.purchases.set(key, purchase);
    if (!isPaid) return { code: "pending" };
    this.expire(now);
    purchase.lot = this.addLot("purchase", amount, priorities.purchase, null);
    return { code: "ok", entrySeq: purchase.lot };
  }

  refund(now: number, key: string, purchaseKey: string, kind: "refund" | "dispute", amount: bigint | null): Answer {
    return this.once("refund", key, [purchaseKey, kind, amount], () => {
      const purchase = this.purchases.get(purchaseKey);
      if (purchase?.lot == null) return { code: "no_purchase" };
      const rest = purchase.amount - purchase.refunded;
      if (rest === 0n) return { code: "nothing_left" };
      if (kind === "refund" && amount !== null && amount > rest) return { code: "exceeds_purchase" };
      this.expire(now);
      const taken = smaller(amount ?? rest, rest);
      this.take("clawback", taken, purchase.lot);
      purchase.refunded += taken;
      return this.effect(this.entries.length, -taken);
    });
  }

  correct(key: string, hold: ModelHold, tokens: TokenBuckets): Answer {
    return this.once("correct", key, [hold.id, Object.values(tokens)], () => {
      if (hold.charge === null) return { code: "no_charge" };
      const delta = this.applyCorrection(hold, tokens, "manual");
      return this.effect(delta === 0n ? null : this.entries.length, -delta);
    });
  }

  // Usage ------------------------------------------------------------------------------------------------

  authorize(
    now: number,
    input: {
      id: string;
      fingerprint: string;
      user: string;
      inputTokens: number;
      maxOutput: number;
      minOutput: number;
      memberLimit: number | null;
      hourLimit: number | null;
      key: string | null;
      keyCap: bigint | null;
      ttlMs: number;
    },
  ): Answer {
    const known = this.holds.get(input.id);
    if (known !== undefined)
      return known.fingerprint === input.fingerprint ? { code: "replay", state: known.state } : { code: "conflict" };
    this.expire(now);
    const needed = (output: number) => holdUcr(this.markup, maxTokensCost(this.price, input.inputTokens, output));
    const available = this.posted - this.held + this.overdraft;
    const least = Math.min(input.minOutput, input.maxOutput);
    const period = startOfMonth(now);
    const member = this.members.get(`${input.user}:${period}`) ?? { ...noUse };
    const hourCalls = member.hour === startOfHour(now) ? member.hourCalls : 0;
    const room =
      input.memberLimit === null
        ? Number.POSITIVE_INFINITY
        : input.memberLimit - member.used - member.held - input.inputTokens;
    if (this.isFrozen) return { code: "frozen" };
    if (needed(least) > available) return { code: "insufficient_credits", available };
    const key = this.keys.get(`${input.key}:${period}`) ?? { charged: 0n, held: 0n, calls: 0 };
    const keyUsed = key.charged + key.held;
    const below = input.key === null || input.keyCap === null ? available : smaller(available, input.keyCap - keyUsed);
    if (needed(least) > below) return { code: "key_cap", usedUcr: keyUsed };
    if (room < least) return { code: "member_limit", used: member.used + member.held };
    if (input.hourLimit !== null && hourCalls >= input.hourLimit) return { code: "rate_limited", used: hourCalls };
    let output = input.maxOutput;
    while (needed(output) > below) output -= 1;
    output = Math.min(output, room);
    const amount = needed(output);
    this.held += amount;
    Object.assign(member, {
      held: member.held + input.inputTokens + output,
      hour: startOfHour(now),
      hourCalls: hourCalls + 1,
    });
    this.members.set(`${input.user}:${period}`, member);
    if (input.key !== null) this.keys.set(`${input.key}:${period}`, { ...key, held: key.held + amount });
    this.holds.set(input.id, {
      ...{
        id: input.id,
        user: input.user,
        key: input.key,
        fingerprint: input.fingerprint,
        state: "active",
        amount,
        period,
      },
      ...{
        heldTokens: input.inputTokens + output,
        price: this.price,
        markup: this.markup,
        expiresAt: now + input.ttlMs,
      },
      ...{ isDispatched: false, checkpoint: null, charge: null },
    });
    return { code: "ok", maxOutputTokens: output, holdUcr: amount };
  }

  dispatch(hold: ModelHold): string {
    if (hold.state !== "active") return "closed";
    hold.isDispatched = true;
    return "ok";
  }

  checkpoint(now: number, hold: ModelHold, tokens: TokenBuckets, ttlMs: number): string {
    if (hold.state !== "active") return "closed";
    const before = hold.checkpoint ?? noTokens;
    hold.isDispatched = true;
    hold.checkpoint = larger(before, tokens);
    hold.expiresAt = Math.max(hold.expiresAt, now + ttlMs);
    return "ok";
  }

  settle(now: number, hold: ModelHold, given: TokenBuckets, basis: string): Answer {
    const isOwnCount = basis === "stream_estimate" && hold.charge === null;
    const tokens = isOwnCount && hold.checkpoint !== null ? larger(hold.checkpoint, given) : given;
    if (hold.charge !== null) {
      let code = "replay";
      const isNews = Object.entries(tokens).join() !== Object.entries(hold.charge.tokens).join();
      if (hold.charge.basis === "checkpoint" && basis === "provider" && isNews) {
        this.applyCorrection(hold, tokens, "provider");
        code = "ok_late";
      }
      return { code, chargeUcr: hold.charge.ucr, costPusd: hold.charge.cost };
    }
    const code = hold.state === "active" ? "ok" : "ok_late";
    const key = this.keyOf(hold);
    const cost = providerCostPusd(hold.price, tokens);
    const ucr = chargeUcr(hold.markup, cost);
    this.unhold(hold, "settled");
    hold.charge = { tokens, cost, ucr, basis, drawn: ucr > 0n ? this.take("usage", ucr) : [] };
    const member = this.memberOf(hold);
    Object.assign(member, {
      used: member.used + totalTokens(tokens),
      charged: member.charged + ucr,
      calls: member.calls + 1,
    });
    if (key) Object.assign(key, { charged: key.charged + ucr, calls: key.calls + 1 });
    this.expire(now);
    return { code, chargeUcr: ucr, costPusd: cost };
  }

  release(now: number, hold: ModelHold): string {
    if (hold.state !== "active") return hold.state;
    this.unhold(hold, "released");
    this.expire(now);
    return "ok";
  }

  sweep(now: number): Answer {
    const counts = { expired: 0, released: 0, settled: 0 };
    const due = [...this.holds.values()].filter((hold) => hold.state === "active" && hold.expiresAt <= now);
    for (const hold of due.sort((a, b) => a.expiresAt - b.expiresAt)) {
      if (hold.checkpoint !== null) {
        this.settle(now, hold, hold.checkpoint, "checkpoint");
        counts.settled += 1;
      } else {
        this.unhold(hold, hold.isDispatched ? "released" : "expired");
        counts[hold.isDispatched ? "released" : "expired"] += 1;
        this.expire(now);
      }
    }
    return counts;
  }

  // Parts ------------------------------------------------------------------------------------------------

  private once(kind: string, key: string, parts: unknown[], run: () => Answer): Answer {
    const body = parts.map(String).join("|");
    const known = this.answers.get(`${kind}:${key}`);
    if (known !== undefined) return known.body === body ? { ...known.answer, code: "replay" } : { code: "conflict" };
    const answer = run();
    if (answer.code === "ok") this.answers.set(`${kind}:${key}`, { body, answer });
    return answer;
  }

  private effect(entrySeq: number | null, amountUcr: bigint): Answer {
    return { code: "ok", entrySeq, amountUcr, balanceUcr: this.posted };
  }

  private unhold(hold: ModelHold, state: "settled" | "released" | "expired"): void {
    const key = this.keyOf(hold);
    if (hold.state === "active") {
      this.held -= hold.amount;
      this.memberOf(hold).held -= hold.heldTokens;
      if (key) key.held -= hold.amount;
    }
    hold.state = state;
  }

  private applyCorrection(hold: ModelHold, tokens: TokenBuckets, basis: string): bigint {
    if (hold.charge === null) throw new Error("nothing to correct");
    const cost = providerCostPusd(hold.price, tokens);
    const ucr = chargeUcr(hold.markup, cost);
    const delta = ucr - hold.charge.ucr;
    if (delta > 0n) this.take("adjustment", delta);
    if (delta < 0n) {
      const drawn = this.lots.filter((lot) => hold.charge?.drawn.includes(lot.seq));
      drawn.sort(
        (a, b) => b.priority - a.priority || (b.expiresAt ?? Infinity) - (a.expiresAt ?? Infinity) || b.seq - a.seq,
      );
      const last = drawn[0];
      this.addLot(
        "adjustment",
        -delta,
        last?.priority ?? 20,
        last?.expiresAt != null && last.expiresAt > this.now ? last.expiresAt : null,
      );
    }
    const member = this.memberOf(hold);
    Object.assign(member, {
      used: member.used + totalTokens(tokens) - totalTokens(hold.charge.tokens),
      charged: member.charged + delta,
    });
    const key = this.keyOf(hold);
    if (key) key.charged += delta;
    hold.charge = { ...hold.charge, tokens, cost, ucr, basis };
    return delta;
  }

  private memberOf(hold: ModelHold): ModelMember {
    const member = this.members.get(`${hold.user}:${hold.period}`);
    if (member === undefined) throw new Error("a hold without its member");
    return member;
  }

  private keyOf(hold: ModelHold): ModelKey | undefined {
    return this.keys.get(`${hold.key}:${hold.period}`);
  }
}
