import { expect, test } from "vitest";
import { fileProblem } from "./file-problem";

const file = (name: string, type: string, size = 1_000) => ({ name, type, size });

test("pictures, documents, texts and recordings are taken, Markdown also where the browser does not know it", () => {
  for (const taken of [
    file("a.png", "image/png"),
    file("a.pdf", "application/pdf"),
    file("notes.md", ""),
    file("notes.txt", "text/plain;charset=utf-8"),
    file("memo.m4a", "audio/x-m4a"),
  ]) {
    expect(fileProblem(taken)).toBeNull();
  }
});

test("others are refused before a byte is sent, and say what would be taken", () => {
  expect(fileProblem(file("a.svg", "image/svg+xml"))).toMatchObject({ code: "file_type" });
  expect(fileProblem(file("a.exe", ""))).toMatchObject({ code: "file_type" });
  expect(fileProblem(file("a.png", "image/png", 200 * 1024 * 1024))).toMatchObject({
    code: "file_too_large",
    details: { allowed: 10 * 1024 * 1024 },
  });
  expect(fileProblem(file("a.txt", "text/plain", 0))).toMatchObject({
    code: "file_refused",
    details: { reason: "empty" },
  });
});
