import { describe, expect, it } from "vitest";
import { safeUrl } from "./safe-url";

describe("safeUrl", () => {
  it("lets web and mail addresses through", () => {
    for (const url of ["https://example.org/a?b#c", "http://example.org", "mailto:a@example.org"]) {
      expect(safeUrl(url)).toBe(url);
    }
  });

  it("refuses whatever can run, read a file or point into this application", () => {
    const refused = [
      "javascript:alert(1)",
      " JaVaScRiPt:alert(1)",
      "java\nscript:alert(1)",
      "data:text/html,<script>1</script>",
      "vbscript:x",
      "file:///etc/passwd",
      "blob:https://x/1",
      "/api/auth/sign-out",
      "//evil.example",
      "?a=b",
      "#top",
      "",
    ];
    expect(refused.filter((url) => safeUrl(url) !== undefined)).toEqual([]);
  });
});
