import { describe, expect, it } from "vitest";
import { maxTextChars } from "../chat-limits";
import { problemOf, withoutControls } from "./text-problem";

describe("problemOf", () => {
  it("lets every text through that the server takes", () => {
    expect(problemOf("tab\tline\nрусский 👩‍💻")).toBeNull();
    expect(problemOf("x".repeat(maxTextChars))).toBeNull();
  });

  it("says by how much a text is too long", () => {
    expect(problemOf("x".repeat(maxTextChars + 432))).toEqual({ kind: "too_long", over: 432 });
  });

  it("finds NUL, other controls and halves of characters, and can take them out", () => {
    for (const text of ["a\0b", "a\u001bb", "a\u0085b", "a\ud800b"]) {
      expect(problemOf(text)).toEqual({ kind: "control_characters" });
      expect(problemOf(withoutControls(text))).toBeNull();
    }
    expect(withoutControls("a\0\u001bb\n")).toBe("ab\n");
  });
});
