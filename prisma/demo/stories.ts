import type { Backend } from "~/server/context";
import type { DemoClock } from "../builders/demo-clock";
import { buildDemoConversation, buildDemoTurn } from "../builders/demo-conversation";
import { buildDemoMembership, buildDemoOrganization, buildDemoPerson } from "../builders/demo-people";
import { buildDemoCall, buildDemoPurchase } from "../builders/demo-usage";
import type { DemoConversation } from "./conversation";
import { haldenFreight, neighbours, platformOwner } from "./people";
import { conversationsOfThisWeek } from "./this-week";
import { conversationsBefore } from "./weeks-before";

/** Something that happens at a moment; a month of them is lived through in order. */
type Happening = { at: Date; happen: () => Promise<unknown> };

const openedDaysAgo = 24;

export async function seedPlatformOwner(backend: Backend, clock: DemoClock): Promise<void> {
  const at = clock.daysAgo(40, 8);
  const id = await buildDemoPerson(backend, clock, at, platformOwner);
  if (id === null) return;
  await buildDemoOrganization(backend, clock, at, { name: platformOwner.name, kind: "personal", ownerId: id });
}

export async function seedNeighbours(backend: Backend, clock: DemoClock): Promise<void> {
  for (const [index, neighbour] of neighbours.entries()) {
    const at = clock.daysAgo(openedDaysAgo - index, 8);
    const ownerId = await buildDemoPerson(backend, clock, at, {
      key: neighbour.email,
      name: neighbour.owner,
      email: neighbour.email,
      ...(neighbour.firstSteps === undefined ? {} : { firstSteps: neighbour.firstSteps }),
    });
    if (ownerId === null) continue;
    const org = await buildDemoOrganization(backend, clock, at, { name: neighbour.name, kind: "team", ownerId });
    if (neighbour.credits > 0) {
      await buildDemoPurchase(clock, clock.daysAgo(openedDaysAgo - index - 1, 9), {
        orgId: org.id,
        userId: ownerId,
        credits: neighbour.credits,
      });
    }
    for (let call = 0; call < neighbour.calls; call++) {
      const day = Math.floor(((neighbour.calls - call) * (openedDaysAgo - index - 2)) / neighbour.calls);
      await buildDemoCall(clock, clock.daysAgo(day, 9 + (call % 8), (call * 7) % 60), {
        orgId: org.id,
        userId: ownerId,
        modelId: neighbour.modelId,
        tokens: {
          input: 600 + ((call * 997) % 2400),
          output: 120 + ((call * 331) % 700),
          reasoning: (call * 53) % 200,
        },
      });
    }
  }
}

export async function seedHaldenFreight(backend: Backend, clock: DemoClock): Promise<void> {
  const opened = clock.daysAgo(openedDaysAgo, 7);
  const ids = new Map<string, string>();
  for (const person of haldenFreight.people) {
    const id = await buildDemoPerson(backend, clock, opened, person);
    if (id === null) return;
    ids.set(person.key, id);
  }
  const idOf = (key: string) => ids.get(key) ?? "";
  const org = await buildDemoOrganization(backend, clock, opened, {
    name: haldenFreight.name,
    kind: "team",
    ownerId: idOf("mira"),
  });
  for (const { key, role, tokensPerMonth } of haldenFreight.people) {
    const member = { orgId: org.id, userId: idOf(key), role, tokensPerMonth };
    if (role !== "owner") await buildDemoMembership(clock, opened, member);
  }
  const purchases: Happening[] = [
    { daysAgo: 23, credits: 500 },
    { daysAgo: 3, credits: 100 },
  ].map(({ daysAgo, credits }) => {
    const at = clock.daysAgo(daysAgo, 7, 30);
    return { at, happen: () => buildDemoPurchase(clock, at, { orgId: org.id, userId: idOf("mira"), credits }) };
  });
  const talks = [...conversationsBefore, ...conversationsOfThisWeek].map((story) =>
    talk(clock, { orgId: org.id, userId: idOf(story.by) }, story),
  );
  for (const { happen } of [...purchases, ...talks].sort((a, b) => a.at.getTime() - b.at.getTime())) await happen();
}

function talk(clock: DemoClock, place: { orgId: string; userId: string }, story: DemoConversation): Happening {
  const at = clock.daysAgo(story.daysAgo, story.hour);
  const happen = async () => {
    const conversationId = await buildDemoConversation(clock, at, place, story);
    let parentId: string | null = null;
    for (const [index, turn] of story.turns.entries()) {
      const when = new Date(at.getTime() + index * 4 * 60_000);
      parentId = await buildDemoTurn(clock, when, { ...place, conversationId, modelId: story.modelId, parentId }, turn);
    }
  };
  return { at, happen };
}
