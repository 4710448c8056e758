import { describe, expect, it } from "vitest";
import { tipPosition } from "./place-tip";

const view = { width: 400, height: 300 };
const tip = { width: 80, height: 24 };
const button = { left: 160, top: 100, width: 32, height: 32 };

describe("tipPosition", () => {
  it("centres a tip above its control", () => {
    expect(tipPosition(tip, button, view, "top", "center")).toEqual({ left: 136, top: 70 });
  });

  it("goes below where there is no room above, and above where there is none below", () => {
    expect(tipPosition(tip, { ...button, top: 10 }, view, "top", "center").top).toBe(48);
    expect(tipPosition(tip, { ...button, top: 260 }, view, "bottom", "center").top).toBe(230);
  });

  it("never leaves the window", () => {
    expect(tipPosition(tip, { ...button, left: 0 }, view, "top", "center").left).toBe(8);
    expect(tipPosition(tip, { ...button, left: 390 }, view, "top", "center").left).toBe(312);
  });

  it("stands beside its control where asked to", () => {
    expect(tipPosition(tip, button, view, "right", "center")).toEqual({ left: 198, top: 104 });
    expect(tipPosition(tip, button, view, "left", "start")).toEqual({ left: 74, top: 100 });
  });
});
