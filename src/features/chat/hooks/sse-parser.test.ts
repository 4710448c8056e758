import { describe, expect, it } from "vitest";
import { createSseParser } from "./sse-parser";

describe("SSE parser", () => {
  const text = 'id: 1\ndata: {"a":1}\n\n: ping\n\nid: 2\ndata: one\ndata: two\n\ndata:[DONE]\n\n';
  const expected = [
    { id: "1", data: '{"a":1}' },
    { id: "2", data: "one\ntwo" },
    { id: "2", data: "[DONE]" },
  ];

  it("reads events with their ids and passes comments over", () => {
    expect(createSseParser()(text)).toEqual(expected);
  });

  it("reads the same events from pieces of one character", () => {
    const parse = createSseParser();
    expect([...text].flatMap((character) => parse(character))).toEqual(expected);
  });

  it("understands CRLF, cut anywhere", () => {
    const parse = createSseParser();
    expect([...text.replaceAll("\n", "\r\n")].flatMap((character) => parse(character))).toEqual(expected);
  });

  it("gives no event before its blank line has come", () => {
    const parse = createSseParser();
    expect(parse("data: x\n")).toEqual([]);
    expect(parse("\n")).toEqual([{ id: null, data: "x" }]);
  });
});
