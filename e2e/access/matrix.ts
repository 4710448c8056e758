import { roleHas } from "~/server/permissions";
import type { Asked } from "./asked";
import { normalized, type Reply } from "./call";
import { orgChecksum } from "./checksum";
import { withMissingIds } from "./foreign";
import { restorePlace } from "./member-rows";
import { newPlace } from "./offboarding-rows";
import { expectedOutcome, isKeyPolicy, permissionOf } from "./policy";
import { type Actor, canary, renewSession, type World } from "./world";

/** Asks entries as everybody and gathers what is not as the permission table says. */
export class Matrix {
  readonly wrong: string[] = [];
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** One row: name, kind, policy, a cell for each actor, the answers to A's ids in B and to a colleague's. */
  async row(entry: Asked): Promise<string[]> {
    const cells: string[] = [];
    for (const who of this.#world.actors) {
      const cell = await this.#ask(entry, who);
      const expected = entry.policy === null ? "a policy" : expectedOutcome(entry.policy, who, entry.kind);
      if (cell !== expected) this.wrong.push(`${entry.name} for ${who.name}: ${cell} instead of ${expected}`);
      cells.push(cell);
    }
    return [
      entry.name,
      entry.kind,
      entry.policy ?? "",
      ...cells,
      await this.#askWithForeignIds(entry),
      await this.#askWithColleaguesIds(entry),
    ];
  }

  /** One cell: asked in organisation A, about the person's own things where they have any there. */
  async #ask(entry: Asked, who: Actor): Promise<string> {
    const isOfA = who.role !== null && !who.isSuspended;
    const isPersonal =
      (entry.policy === "signed_in" || entry.policy === "public") && who.isSignedIn && !who.isSuspended;
    const oneself = isPersonal ? (who.self ?? who) : who;
    const subject = isOfA || isPersonal ? oneself : this.#actor("owner");
    // Whoever acts has their place in A alone, and there it is shut to them.
    const place = entry.endsOrg && isOfA && !who.isActing ? await newPlace(this.#world, who) : this.#world.a;
    const at = place === this.#world.a ? subject : { ...subject, home: place };
    const input = await entry.sample?.(this.#world, at, new Set());
    const name = `${entry.name} for ${who.name}`;
    const call = () => entry.call({ cookie: who.cookie, org: place.slug }, input);
    const mayChange =
      isOfA || (who.isSuperadmin && entry.policy === "superadmin") || (entry.policy === "public" && !isPersonal);
    const reply = mayChange ? await call() : await this.#unchanging(name, call);
    if (!mayChange) this.#assertSilent(name, reply);
    await this.#restore(entry, who, input);
    return outcomeOf(reply);
  }

  /** Ids of A's, nested ones and cursors too, asked for in B by those who may: answered like ids that nothing has. */
  async #askWithForeignIds(entry: Asked): Promise<string> {
    const { policy } = entry;
    if (policy === null || isKeyPolicy(policy)) return "";
    if (["superadmin", "public", "worker", "signature", "token"].includes(policy)) return "";
    const answers = new Set<string>();
    for (const role of ["viewer", "member", "admin", "owner"] as const) {
      if (policy !== "signed_in" && !roleHas(role, permissionOf(policy))) continue;
      const who = this.#actor(`B ${role}`);
      const name = `${entry.name} with A's ids for ${who.name}`;
      const from = () => ({ cookie: who.cookie, org: this.#world.b.slug });
      const ids = new Set<string>();
      const input = await entry.sample?.(this.#world, this.#actor("member"), ids);
      const foreign = await this.#unchanging(name, () => entry.call(from(), input));
      this.#assertSilent(name, foreign);
      await this.#restore(entry, who, input);
      const without = withMissingIds(input, ids);
      if (textOf(without) === textOf(input)) continue;
      const missing = await entry.call(from(), without);
      if (normalized(foreign) !== normalized(missing)) {
        this.wrong.push(`${name}: ${normalized(foreign)} but a missing one ${normalized(missing)}`);
      }
      answers.add(`${outcomeOf(foreign)}, like a missing one`);
    }
    return [...answers].join("; ");
  }

  /** What belongs to one member, asked for by an owner of the same organisation. The table shows it for review. */
  async #askWithColleaguesIds(entry: Asked): Promise<string> {
    if (entry.policy === null || isKeyPolicy(entry.policy)) return "";
    if (["superadmin", "public", "signature", "token"].includes(entry.policy)) return "";
    const ids = new Set<string>();
    const input = await entry.sample?.(this.#world, this.#actor("member"), ids);
    const who = this.#actor("owner");
    if (textOf(withMissingIds(input, ids)) === textOf(input)) return "";
    const before = await this.#ofPerson(this.#actor("member"));
    const reply = await entry.call({ cookie: who.cookie, org: this.#world.a.slug }, input);
    if ((await this.#ofPerson(this.#actor("member"))) !== before)
      this.wrong.push(`${entry.name}: changed a colleague's`);
    return outcomeOf(reply);
  }

  /** The sessions and conversations of one person: nobody else's to touch, whatever their role. */
  async #ofPerson(who: Actor): Promise<string> {
    const { rows } = await this.#world.db.owner.query<{ everything: string }>(
      `SELECT (SELECT string_agg(c::text, ' ' ORDER BY c.id) FROM conversation c WHERE c.user_id = $1)
           || (SELECT string_agg(m::text, ' ' ORDER BY m.id) FROM chat_message m WHERE m.user_id = $1)
           || (SELECT string_agg(s::text, ' ' ORDER BY s.id) FROM auth_session s JOIN user_identity i ON i.subject = s.user_id
               WHERE i.user_id = $1) AS everything`,
      [who.userId],
    );
    return rows[0]?.everything ?? "";
  }

  async #restore(entry: Asked, who: Actor, input: unknown): Promise<void> {
    if (entry.endsSession(input)) await renewSession(this.#world.backend, who);
    if (entry.movesCaller) await restorePlace(this.#world, who);
  }

  async #unchanging(name: string, call: () => Promise<Reply>): Promise<Reply> {
    const { db, a } = this.#world;
    const before = await orgChecksum(db.owner, a.id);
    const reply = await call();
    if ((await orgChecksum(db.owner, a.id)) !== before) this.wrong.push(`${name}: changed rows of A`);
    return reply;
  }

  #assertSilent(name: string, reply: Reply): void {
    if (!`${reply.text}\n${reply.headers}`.includes(canary)) return;
    this.wrong.push(`${name}: reads text of A: ${reply.text.slice(0, 300)}`);
  }

  #actor(name: string): Actor {
    const found = this.#world.actors.find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`no actor ${name}`);
    return found;
  }
}

/** The status, where it comes with the code that belongs to it. */
function outcomeOf(reply: Reply): string {
  if (reply.status === 200) return "ok";
  if (reply.status === 401 && reply.code === "signature_invalid") return "401 unsigned";
  if (reply.status === 401 && reply.code === "invalid_api_key") return "401 no key";
  if (reply.status === 403 && reply.code === "account_suspended") return "403 suspended";
  const codes: Record<number, string> = { 401: "not_signed_in", 403: "forbidden", 404: "not_found" };
  return codes[reply.status] === reply.code
    ? String(reply.status)
    : `${reply.status} ${reply.code} ${reply.text.slice(0, 200)}`;
}

function textOf(input: unknown): string {
  return JSON.stringify(input, (_key, value) => (typeof value === "bigint" ? String(value) : value)) ?? "";
}
