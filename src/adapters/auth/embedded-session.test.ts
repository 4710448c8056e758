import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { signedCookie } from "./embedded-session";

const secret = "s".repeat(40);
const sign = (value: string, key = secret) => createHmac("sha256", key).update(value).digest("base64");
const cookie = (value: string, signature = sign(value)) =>
  `theme=dark; session=${encodeURIComponent(`${value}.${signature}`)}; x=1`;

test("a cookie signed with the secret gives its value", () => {
  expect(signedCookie(cookie("token-1"), "session", secret)).toBe("token-1");
  expect(signedCookie(cookie("with.dots"), "session", secret)).toBe("with.dots");
});

test("no cookie, another name, another key, a changed value and a cut or longer signature give nothing", () => {
  const good = sign("token-1");
  for (const header of [
    "",
    "session",
    "session=",
    "session=token-1",
    "session=.",
    `session=.${good}`,
    "session=%E0%A4%A",
    cookie("token-1").replace("session", "sessions"),
    cookie("token-1", sign("token-1", "another".repeat(6))),
    cookie("token-2", good),
    cookie("token-1", good.slice(0, -1)),
    cookie("token-1", `${good}=`),
    cookie("token-1", ""),
  ]) {
    expect(signedCookie(header, "session", secret), header).toBeNull();
  }
});

test("where a browser sends the name twice, the first counts, as the library reads it", () => {
  const header = `session=${encodeURIComponent(`a.${sign("a")}`)}; session=${encodeURIComponent(`b.${sign("b")}`)}`;
  expect(signedCookie(header, "session", secret)).toBe("a");
});
