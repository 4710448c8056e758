import { expect, test } from "vitest";
import { formatBytes } from "./format-bytes";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

test("sizes read as in the reader's language, with a decimal where it matters", () => {
  expect(plain(formatBytes(5 * 1024 * 1024, "en"))).toBe("5 MB");
  expect(plain(formatBytes(1.5 * 1024 * 1024, "ru"))).toBe("1,5 МБ");
  expect(plain(formatBytes(820 * 1024, "en"))).toBe("820 kB");
  expect(plain(formatBytes(2 * 1024 ** 3, "ru"))).toBe("2 ГБ");
  expect(plain(formatBytes(999, "en"))).toBe("999 byte");
});
