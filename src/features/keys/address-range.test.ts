import { expect, test } from "vitest";
import { parseAddressRange, splitRanges } from "./address-range";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  [" 10.0.0.0/8 ", "10.0.0.0/8"],
  ["2001:DB8::/32", "2001:db8::/32"],
  ["::1", "::1"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["0.0.0.0/0", "0.0.0.0/0"],
])("%s is kept as %s", (written, kept) => {
  expect(parseAddressRange(written)).toBe(kept);
});

test.each([
  "",
  "10.0.0",
  "10.0.0.256",
  "10.0.0.0/33",
  "010.0.0.1",
  "::/129",
  "fe80::1%eth0",
  "example.com",
  "::ffff:10.0.0.0/104",
  "1.2.3.4 or 1=1",
])("%s is no address", (written) => {
  expect(parseAddressRange(written)).toBeNull();
});

test("ranges stand on lines of their own or between commas", () => {
  expect(splitRanges("10.0.0.0/8, ::1\n203.0.113.7;")).toEqual(["10.0.0.0/8", "::1", "203.0.113.7"]);
});
