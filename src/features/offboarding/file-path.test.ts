import { expect, test } from "vitest";
import { filePath } from "./file-path";

const names: [string, string][] = [
  ["Счёт №7.pdf", "Счёт №7.pdf"],
  ["a/../../etc/passwd", "a_.._.._etc_passwd"],
  ["..\\..\\evil.exe", "__.._evil.exe"],
  ["..", "_"],
  [".bashrc", "_bashrc"],
  ["C:\\x", "C__x"],
  ["con.txt", "_con.txt"],
  ["COM1", "_COM1"],
  ["ends in dots...", "ends in dots_"],
  ["gnp.\u202eexe", "gnp._exe"],
  ["line\nbreak", "line_break"],
  ["", "file"],
];

test.each(names)("%j lies where every system can unpack it", (name, wanted) => {
  expect(filePath("1", name)).toBe(`files/1/${wanted}`);
});

test("a long name keeps its ending", () => {
  const path = filePath("1", `${"ы".repeat(300)}.pdf`);
  expect(path).toMatch(/^files\/1\/ы{56}\.pdf$/);
  expect(Buffer.byteLength(path)).toBeLessThan(255);
});
