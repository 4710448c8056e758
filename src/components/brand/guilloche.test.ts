import { describe, expect, it } from "vitest";
import { guillochePath } from "./guilloche";

describe("guillochePath", () => {
  const band = { radius: 218, amplitude: 62, lobes: 10 };

  it("ends where it starts", () => {
    const points = guillochePath(band).match(/-?[\d.]+ -?[\d.]+/g) ?? [];
    expect(points.at(-1)).toBe(points[0]);
    expect(points[0]).toBe("280 0");
  });

  it("stays between its two circles", () => {
    const numbers = (guillochePath(band).match(/C[^CZ]+/g) ?? []).map((segment) =>
      segment.slice(1).split(" ").slice(4),
    );
    const radii = numbers.map(([x, y]) => Math.hypot(Number(x), Number(y)));
    expect(Math.min(...radii)).toBeGreaterThan(218 - 62 - 0.2);
    expect(Math.max(...radii)).toBeLessThan(218 + 62 + 0.2);
  });

  it("writes short coordinates", () => {
    expect(guillochePath(band)).not.toMatch(/\.\d\d|-0[^.]/);
  });
});
