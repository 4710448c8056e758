import { expect, test } from "vitest";
import type { Attachment } from "../attachments";
import { holdingFiles } from "./prompt-bytes";

const picture: Attachment = {
  id: "a",
  kind: "image",
  name: "a.png",
  contentType: "image/png",
  size: 600,
  width: 1,
  height: 1,
  pages: null,
  textTokens: null,
};
const model = { id: "demo/chat", takes: ["image"] as const };
const said = (...sent: Attachment[]) => [{ role: "user" as const, text: "", tokens: 0, attachments: sent, sent }];

test("answers with more files than a process holds at once are refused for a moment, others go on", async () => {
  const gate = Promise.withResolvers<void>();
  const first = holdingFiles(model, said(picture), () => gate.promise, 1_000);
  await expect(holdingFiles(model, said(picture), async () => "second", 1_000)).rejects.toMatchObject({
    code: "unavailable",
    details: { retryAfterSeconds: 2 },
  });
  expect(await holdingFiles(model, said(), async () => "words alone", 1_000)).toBe("words alone");
  gate.reject(new Error("the first one failed"));
  await expect(first).rejects.toThrow("failed");
  expect(await holdingFiles(model, said(picture), async () => "now", 1_000)).toBe("now");
});
