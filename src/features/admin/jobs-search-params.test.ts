import { expect, test } from "vitest";
import { type JobsSearch, runsInput, setAsideInput, undeliveredInput } from "./jobs-search-params";

const nothing: JobsSearch = { fn: null, state: null, which: "waiting", at: [] };

test("an address asks for what it names, and for the page of its last cursor", () => {
  expect(runsInput(nothing)).toEqual({});
  expect(runsInput({ ...nothing, fn: "app-mail-send", state: "failed", at: ["90", "40"] })).toEqual({
    functionId: "app-mail-send",
    state: "failed",
    cursor: "40",
  });
  expect(undeliveredInput({ ...nothing, which: "dead", at: ["7"] })).toEqual({ dead: true, cursor: "7" });
  expect(setAsideInput({ ...nothing, which: "aside", at: ["9"] })).toEqual({ cursor: "9" });
});

test("what somebody wrote into the address by hand is left out where it does not fit", () => {
  expect(runsInput({ ...nothing, fn: "x".repeat(201), at: ["1; DROP TABLE"] })).toEqual({});
  expect(undeliveredInput({ ...nothing, at: ["1".repeat(30)] })).toEqual({ dead: false });
});
