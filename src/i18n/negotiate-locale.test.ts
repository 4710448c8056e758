import { describe, expect, it } from "vitest";
import { negotiateLocale } from "./negotiate-locale";

describe("negotiateLocale", () => {
  it("puts the visitor's choice before the account and the browser", () => {
    expect(negotiateLocale({ cookie: "ru", account: "en", acceptLanguage: "en" })).toBe("ru");
  });

  it("ignores a cookie that names no language of ours", () => {
    expect(negotiateLocale({ cookie: "../etc", account: "ru" })).toBe("ru");
  });

  it("follows the account before the browser", () => {
    expect(negotiateLocale({ account: "ru", acceptLanguage: "en-GB" })).toBe("ru");
  });

  it("takes the best language we speak from Accept-Language", () => {
    expect(negotiateLocale({ acceptLanguage: "de-DE, ru;q=0.7, en;q=0.5" })).toBe("ru");
    expect(negotiateLocale({ acceptLanguage: "ru;q=0.1, en-GB;q=0.9" })).toBe("en");
    expect(negotiateLocale({ acceptLanguage: "ru;q=0, de" })).toBe("en");
  });

  it("falls back to English on nothing and on nonsense", () => {
    expect(negotiateLocale({})).toBe("en");
    expect(negotiateLocale({ acceptLanguage: ";;;,q=," })).toBe("en");
  });
});
