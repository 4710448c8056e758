import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import type { Backstage } from "../fixtures/database";
import { expectNoSidewaysScroll } from "../fixtures/sideways";
import { test } from "../fixtures/test";

/** A run that waits for something that never comes. */
async function waitingRun(backstage: Backstage): Promise<string> {
  const id = randomUUID();
  await backstage.rows(
    "INSERT INTO job_event (id, name, data, ts, routed_at) VALUES ($1, 'system/ping', '{}', 0, now())",
    [id],
  );
  await backstage.rows(
    `INSERT INTO job_run (id, function_id, event_id, state, discovery, started_at)
     VALUES ($1::uuid, 'counterpart-system-ping', $1::text, 'waiting', 'none', now())`,
    [id],
  );
  return id;
}

test("a run that goes on is cancelled after a question, and stays to be read", async ({ people, say, backstage }) => {
  const id = await waitingRun(backstage);
  const { page } = await people.superadmin();
  await page.goto(`/admin/jobs/${id}`);
  await page.getByRole("button", { name: say("jobs.run.cancel") }).click();
  const question = page.getByRole("alertdialog");
  await expectAccessible(page, "console, cancelling a run");
  await question.getByRole("button", { name: say("jobs.run.cancel") }).click();
  await expect(page.getByText(say("jobs.run.cancelled"))).toBeVisible();
  await expect(page.getByText(say("jobs.states.cancelled")).first()).toBeVisible();
  await expect(page.getByRole("button", { name: say("jobs.run.replay") })).toBeVisible();
  const [row] = await backstage.rows<{ state: string }>("SELECT state FROM job_run WHERE id = $1", [id]);
  expect(row?.state).toBe("cancelled");
});

test("an event that was given up is delivered again when somebody asks for it", async ({ people, say, backstage }) => {
  const id = randomUUID();
  await backstage.rows(
    `INSERT INTO event_outbox (id, name, version, data, dead_at, attempts, last_error)
     VALUES ($1, 'system/ping', 1, $2, now(), 10, 'too large by far')`,
    [id, JSON.stringify({ nonce: randomUUID() })],
  );
  const { page } = await people.superadmin();
  await page.goto("/admin/jobs?view=events&which=dead");
  const record = page.getByRole("listitem").filter({ hasText: "too large by far" });
  await expect(record).toBeVisible();
  await expectAccessible(page, "console, events given up");
  await record.getByRole("button", { name: say("jobs.undelivered.deliverAgain") }).click();
  await expect(record).toHaveCount(0);
  const delivered = async () =>
    (await backstage.rows("SELECT FROM event_outbox WHERE id = $1 AND delivered_at IS NOT NULL", [id])).length;
  await expect.poll(delivered, { timeout: 15_000 }).toBe(1);
});

test("an event that was set aside is shown with what broke, and tried again", async ({ people, say, backstage }) => {
  const id = randomUUID();
  await backstage.rows(
    `INSERT INTO job_event (id, name, data, ts, routed_at, problem)
     VALUES ($1, 'system/ping', '{"version":1,"orgId":null,"payload":{}}', 0, now(), 'a text that no database keeps')`,
    [id],
  );
  const { page } = await people.superadmin();
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto("/admin/jobs?view=events&which=aside");
  const record = page.getByRole("listitem").filter({ hasText: "a text that no database keeps" });
  await expect(record).toBeVisible();
  await expectNoSidewaysScroll(page, "events set aside");
  await expectAccessible(page, "console, events set aside");
  await record.getByRole("button", { name: say("jobs.undelivered.routeAgain") }).click();
  await expect(record).toHaveCount(0);
  // The worker took it: it has a run now.
  const runs = async () => (await backstage.rows("SELECT FROM job_run WHERE event_id = $1", [id])).length;
  await expect.poll(runs, { timeout: 15_000 }).toBe(1);
});
