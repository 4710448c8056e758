import { describe, expect, it } from "vitest";
import { deviceOf } from "./device-name";

describe("deviceOf", () => {
  it.each([
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36",
      "Chrome",
      "macOS",
      false,
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0",
      "Edge",
      "Windows",
      false,
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 Version/19.0 Mobile Safari/604.1",
      "Safari",
      "iPhone",
      true,
    ],
    ["Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36", "Chrome", "Android", true],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", "Firefox", "Linux", false],
  ])("recognises %s", (userAgent, browser, system, phone) => {
    expect(deviceOf(userAgent)).toEqual({ browser, system, phone });
  });

  it("says nothing of what it does not know", () => {
    expect(deviceOf("curl/8.5.0")).toEqual({ browser: null, system: null, phone: false });
    expect(deviceOf(null)).toEqual({ browser: null, system: null, phone: false });
  });
});
