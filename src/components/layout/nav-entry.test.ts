import { describe, expect, it } from "vitest";
import { isActive } from "./nav-entry";

describe("isActive", () => {
  it("marks a place for everything below it", () => {
    expect(isActive({ href: "/o/acme/chat" }, "/o/acme/chat")).toBe(true);
    expect(isActive({ href: "/o/acme/chat" }, "/o/acme/chat/42")).toBe(true);
  });

  it("is not fooled by a name that only begins alike", () => {
    expect(isActive({ href: "/o/acme/chat" }, "/o/acme/chatter")).toBe(false);
  });

  it("marks a page alone where the entry says so", () => {
    expect(isActive({ href: "/admin", deep: false }, "/admin/orgs")).toBe(false);
    expect(isActive({ href: "/admin", deep: false }, "/admin")).toBe(true);
  });
});
