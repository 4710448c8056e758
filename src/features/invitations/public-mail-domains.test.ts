import { expect, test } from "vitest";
import { isPublicMailDomain } from "./public-mail-domains";

test("providers that give everybody an address are known, whatever the letters, and their parts too", () => {
  for (const domain of ["gmail.com", "GMAIL.com", "mail.ru", "yandex.ru", "qq.com", "some.hotmail.com"]) {
    expect(isPublicMailDomain(domain), domain).toBe(true);
  }
  for (const domain of ["haldenfreight.example", "notgmail.com", "gmail.com.halden.example", "com"]) {
    expect(isPublicMailDomain(domain), domain).toBe(false);
  }
});
