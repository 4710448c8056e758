import { describe, expect, it } from "vitest";
import { csvLine } from "./csv";

describe("csvLine", () => {
  it.each(["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "\r=1", " =1", "\u00A0=HYPERLINK(1)", "＝1"])(
    "defuses text that starts a formula: %j",
    (text) => {
      const line = csvLine([text]);
      expect(line.replace(/^"/, "").startsWith("'")).toBe(true);
    },
  );

  it("leaves amounts as numbers, negative ones too", () => {
    expect(csvLine(["-2.350440", "0.12", -3, 5n])).toBe("-2.350440,0.12,-3,5\r\n");
  });

  it("quotes separators, quotes and line ends", () => {
    expect(csvLine(['a,"b"', "c\nd", null, "e"])).toBe('"a,""b""","c\nd",,e\r\n');
  });
});
