import { expect, test } from "vitest";
import { formatBytes } from "./format-bytes";

test.each([
  [0, "en", "0 byte"],
  [812, "en", "812 byte"],
  [1_229, "en", "1.2 kB"],
  [10 * 1024 * 1024, "en", "10 MB"],
  [1_572_864, "ru", "1,5 МБ"],
  [25 * 1024 * 1024, "ru", "25 МБ"],
  [5_368_709_120, "en", "5 GB"],
])("%i bytes are in %s %s", (bytes, locale, text) => {
  expect(formatBytes(bytes, locale).replaceAll(" ", " ")).toBe(text);
});
