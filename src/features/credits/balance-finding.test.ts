import { expect, it } from "vitest";
import { findingOf } from "./balance-finding";

const month = { availableUcr: 10n, paceUcrPerDay: 1n, paceDays: 5, endedBy: "pace" as const, emptyOn: "2026-11-29" };

it("says what ends the credits, and when", () => {
  expect(findingOf(month)).toEqual({ text: "emptyOn", day: "2026-11-29", days: 5 });
  expect(findingOf({ ...month, endedBy: "expiry" })).toEqual({ text: "expiresOn", day: "2026-11-29" });
  expect(findingOf({ ...month, emptyOn: null, endedBy: null })).toEqual({ text: "lasts", days: 5 });
  expect(findingOf({ ...month, paceUcrPerDay: 0n, emptyOn: null, endedBy: null })).toEqual({ text: "idle", days: 5 });
  expect(findingOf({ ...month, paceUcrPerDay: 0n, endedBy: "expiry" })).toMatchObject({ text: "idleExpires" });
  expect(findingOf({ ...month, availableUcr: -1n })).toEqual({ text: "empty" });
});
