import { describe, expect, it } from "vitest";
import { readClientError } from "./client-error";

describe("readClientError", () => {
  it("reads a tRPC error", () => {
    const thrown = Object.assign(new Error("x"), {
      data: { app: { code: "not_found", details: { what: "entry" }, requestId: "r1" } },
    });
    expect(readClientError(thrown)).toEqual({
      code: "not_found",
      details: { what: "entry" },
      requestId: "r1",
      fields: {},
    });
  });

  it("reads the body of a route, with its fields", () => {
    const body = { error: { code: "bad_input", details: { fields: { email: "invalid_format" } }, requestId: "r2" } };
    expect(readClientError(body)).toMatchObject({
      code: "bad_input",
      requestId: "r2",
      fields: { email: ["invalid_format"] },
    });
  });

  it("takes a broken connection for an outage and anything else for a fault of ours", () => {
    expect(readClientError(new TypeError("Failed to fetch")).code).toBe("unavailable");
    expect(readClientError(new Error("boom")).code).toBe("internal");
    expect(readClientError({ error: { code: "made_up" } }).code).toBe("internal");
    expect(readClientError(undefined).code).toBe("internal");
  });
});
