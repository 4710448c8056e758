import { expect, it } from "vitest";
import { orgsInput, pageParam } from "./orgs-search-params";

const none = { q: "", state: null, kind: null, sort: "name", desc: false, page: null } as const;
const id = "0199b8f4-7c11-7c60-8d2e-1f3e5c6a7b8d";

it("carries a page through the address, whatever the value has in it", () => {
  const page = pageParam("previous", { id, value: "a~b, c" });
  expect(orgsInput({ ...none, page }).cursor).toEqual({ direction: "previous", id, value: "a~b, c" });
});

it("shows the first page for an address that somebody bent", () => {
  const first = { search: null, state: null, kind: null, sort: "name", descending: false };
  expect(orgsInput({ ...none, page: "next~x~1" })).toEqual(first);
  expect(orgsInput({ ...none, page: `sideways~${id}~1` })).toEqual(first);
  expect(orgsInput({ ...none, q: "x".repeat(500) })).toEqual(first);
});
