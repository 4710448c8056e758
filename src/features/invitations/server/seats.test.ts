import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppError } from "~/lib/app-error";
import { inOrgContext } from "~/server/context";
import { createInvitationsFixture, type InvitationsFixture } from "../testing/invitations-fixture";
import { declineInvitation } from "./decline-invitation.service";
import { joinByDomain } from "./join-by-domain.service";
import { resendInvitation } from "./renew-invitation.service";
import { revokeInvitation } from "./revoke-invitation.service";

let fixture: InvitationsFixture;
beforeAll(async () => {
  fixture = await createInvitationsFixture();
});
afterAll(() => fixture.close());

const acts = ["invite", "accept", "decline", "revoke", "resend", "expire", "join"] as const;
const act = fc.record({ what: fc.constantFrom(...acts, "invite", "invite", "join"), who: fc.nat({ max: 5 }) });

test("whatever is done at once and in whatever order, members and open invitations never pass the seats", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.array(act, { minLength: 3, maxLength: 6 }), { minLength: 2, maxLength: 6 }),
      check,
    ),
    { numRuns: 20 },
  );
}, 120_000);

/** What an act may end in; a deadlock, for example, is not among it. */
const foreseen = ["seats_full", "invitation_closed", "already_member", "not_found", "no invitation"];

function codeOf(reason: unknown): string {
  if (reason instanceof AppError) return reason.code;
  return String(reason).includes("no invitation to") ? "no invitation" : String(reason);
}

async function check(seats: number, rounds: readonly { what: (typeof acts)[number]; who: number }[][]) {
  const owner = await fixture.member();
  await fixture.setSeats(owner.orgId, seats);
  const domain = fixture.address().replace("@", ".");
  const { owner: db } = fixture.db;
  await db.query("INSERT INTO org_join_domain (domain, org_id, role, created_at) VALUES ($1, $2, 'member', now())", [
    domain,
    owner.orgId,
  ]);
  const people = await Promise.all(Array.from({ length: 6 }, (_, index) => fixture.person(`p${index}@${domain}`)));
  const one = async ({ what, who }: { what: (typeof acts)[number]; who: number }) => {
    const person = people[who];
    if (person === undefined) throw new Error("nobody");
    const { email } = person.user;
    if (what === "invite") return fixture.invite(owner, { addresses: email });
    if (what === "join") return joinByDomain(person, owner.orgId);
    if (what === "expire") return fixture.expire(email);
    const { id } = await fixture.row(email);
    if (what === "accept") return fixture.accept(person);
    if (what === "decline") return declineInvitation(person, id);
    return inOrgContext(owner, async (ctx) =>
      what === "revoke" ? revokeInvitation(ctx, id) : resendInvitation(ctx, id),
    );
  };
  for (const round of rounds) {
    const results = await Promise.allSettled(round.map(one));
    const codes = results.flatMap((result) => (result.status === "rejected" ? [codeOf(result.reason)] : []));
    expect(codes.filter((code) => !foreseen.includes(code))).toEqual([]);
    const { rows } = await db.query<{ used: number; twice: number }>(
      `SELECT ((SELECT count(*) FROM membership WHERE org_id = $1) + (SELECT count(*) FROM invitation WHERE org_id = $1
         AND num_nonnulls(accepted_at, declined_at, revoked_at) = 0 AND expires_at > now()))::int AS used,
       (SELECT count(*) FROM invitation i JOIN app_user_account u ON u.email = i.email
         JOIN membership m ON m.org_id = i.org_id AND m.user_id = u.id
         WHERE i.org_id = $1 AND num_nonnulls(i.accepted_at, i.declined_at, i.revoked_at) = 0)::int AS twice`,
      [owner.orgId],
    );
    expect(rows[0]?.used).toBeLessThanOrEqual(seats);
    // Nobody takes two seats: one as a member, one by an invitation that was left open.
    expect(rows[0]?.twice).toBe(0);
  }
}
