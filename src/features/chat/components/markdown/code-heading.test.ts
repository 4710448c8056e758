import { describe, expect, it } from "vitest";
import { codeHeading } from "./code-heading";

describe("codeHeading", () => {
  it("names the file where the fence gives one", () => {
    expect(codeHeading("ts", "surcharge.ts")).toEqual({ title: "surcharge.ts", language: "ts" });
    expect(codeHeading("ts", 'title="src/a b.ts" {1,3}')).toEqual({ title: "src/a b.ts", language: "ts" });
    expect(codeHeading("python:app/main.py")).toEqual({ title: "app/main.py", language: "python" });
    expect(codeHeading("surcharge.ts")).toEqual({ title: "surcharge.ts", language: "ts" });
  });

  it("names the language otherwise", () => {
    expect(codeHeading("TS")).toEqual({ title: "TypeScript", language: "ts" });
    expect(codeHeading("brainfuck")).toEqual({ title: "brainfuck", language: "brainfuck" });
  });

  it("names nothing where there is nothing", () => {
    expect(codeHeading("")).toEqual({ title: "", language: "" });
  });
});
