import { expect, test } from "vitest";
import { createMeters } from "./start-metrics";

const line = (text: string, start: string) => text.split("\n").find((candidate) => candidate.startsWith(start));

test("what was counted is told with what is looked up, each figure once and typed", async () => {
  const meters = createMeters();
  meters.procedure("chat.list", "query", "ok", 0.003);
  meters.procedure("chat.list", "query", "forbidden", 0.001);
  meters.route("/api/chat", "POST", 402, 0.01);
  meters.modelCall("demo/x", "chat", "charged");
  meters.firstToken("demo/x", 0.2);
  meters.firstShown(0.3);
  meters.charge("demo/x", "chat", { input: 12, output: 30, reasoning: 0 }, 1_500_000n);
  meters.costPusd("demo/x", 2_000_000_000n);
  const text = await meters.text([
    { name: "jobs_open", help: "Open.", value: 3, labels: { state: "queued" } },
    { name: "jobs_open", help: "Open.", value: 1, labels: { state: 'a "b"\n' } },
  ]);
  expect(line(text, 'counterpart_procedure_requests_total{procedure="chat.list",type="query",code="ok"}')).toMatch(
    / 1$/,
  );
  expect(line(text, "counterpart_procedure_duration_seconds_count")).toMatch(/ 2$/);
  expect(line(text, "counterpart_route_requests_total")).toMatch(/status="402"} 1$/);
  expect(line(text, 'counterpart_tokens_total{model="demo/x",kind="output"}')).toMatch(/ 30$/);
  expect(text).not.toContain('kind="reasoning"');
  expect(line(text, "counterpart_credits_charged_total")).toMatch(/ 1.5$/);
  expect(line(text, "counterpart_provider_cost_usd_total")).toMatch(/ 0.002$/);
  expect(line(text, 'counterpart_jobs_open{state="queued"}')).toMatch(/ 3$/);
  expect(text).toContain('counterpart_jobs_open{state="a \\"b\\"\\n"} 1');
  expect(text.match(/^# TYPE counterpart_jobs_open gauge$/gm)).toHaveLength(1);
  expect(text).toContain("process_resident_memory_bytes");
});

test("labels do not grow with what people send", async () => {
  const meters = createMeters();
  for (let n = 0; n < 3_000; n += 1) meters.route(`/api/${n}`, "GET", 404, 0.001);
  const text = await meters.text([]);
  expect(text.match(/^counterpart_route_requests_total/gm)?.length).toBeLessThanOrEqual(401);
  expect(line(text, 'counterpart_route_requests_total{route="other"')).toMatch(/ 2600$/);
});

test("two who ask at once both get all of it", async () => {
  const meters = createMeters();
  const texts = await Promise.all([1, 2].map((value) => meters.text([{ name: "workers", help: "Workers.", value }])));
  expect(texts.map((text) => line(text, "counterpart_workers "))).toEqual([
    "counterpart_workers 1",
    "counterpart_workers 2",
  ]);
});
