import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { UploadTarget } from "~/adapters/files/files.port";
import type { Attachment } from "../attachments";
import { type UploadCalls, uploadAttachment } from "./upload-attachment";

const target: UploadTarget = {
  method: "PUT",
  url: "http://files.test/incoming",
  headers: { "content-type": "text/markdown" },
  formField: null,
  expiresAt: new Date(0),
};
const attachment: Attachment = {
  id: "f",
  kind: "text",
  name: "a.md",
  contentType: "text/markdown",
  size: 3,
  width: null,
  height: null,
  pages: null,
  textTokens: 1,
};

/** As much of a browser's request as an upload uses; it answers as it is told, or waits to be aborted. */
let answer: number | "never" | "offline" = 204;
class FakeRequest {
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  status = 0;
  responseText = "";
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  onloadend?: () => void;
  open = vi.fn();
  setRequestHeader = vi.fn();
  abort = () => {
    this.onabort?.();
    this.onloadend?.();
  };
  send = () => {
    this.upload.onprogress?.({ loaded: 1, total: 4 });
    if (answer === "never") return;
    queueMicrotask(() => {
      if (answer === "offline") this.onerror?.();
      else {
        this.status = Number(answer);
        this.onload?.();
      }
      this.onloadend?.();
    });
  };
}

beforeEach(() => {
  answer = 204;
  vi.stubGlobal("XMLHttpRequest", FakeRequest);
});
afterEach(() => vi.unstubAllGlobals());

function calls(over: Partial<UploadCalls> = {}) {
  const done: string[] = [];
  const tell =
    <A extends unknown[], R>(name: string, work: (...args: A) => R) =>
    (...args: A): R => {
      done.push(name);
      return work(...args);
    };
  const all: UploadCalls = {
    start: tell("start", over.start ?? (async () => ({ fileId: "f", target }))),
    finish: tell("finish", over.finish ?? (async () => undefined)),
    read: tell("read", over.read ?? (async () => [{ id: "f", attachment }])),
    remove: tell("remove", async () => undefined),
  };
  return { all, done };
}

const file = new File(["abc"], "a.md", { type: "" });
const on = (signal = new AbortController().signal) => {
  const shares: number[] = [];
  return { shares, handlers: { progress: (share: number) => void shares.push(share), sent: () => undefined, signal } };
};

describe("attaching a file", () => {
  it("announces it, sends it, has it looked at and read, in this order", async () => {
    const { all, done } = calls();
    const { shares, handlers } = on();
    expect(await uploadAttachment(all)(file, handlers)).toEqual(attachment);
    expect(done).toEqual(["start", "finish", "read"]);
    expect(shares).toEqual([0.25]);
  });

  it("keeps nothing of one that is refused when it is looked at, and says why", async () => {
    const refusal = { data: { app: { code: "file_refused", details: { reason: "broken_pdf" }, requestId: "r" } } };
    const { all, done } = calls({ finish: () => Promise.reject(refusal) });
    await expect(uploadAttachment(all)(file, on().handlers)).rejects.toMatchObject({
      code: "file_refused",
      details: { reason: "broken_pdf" },
    });
    expect(done).toEqual(["start", "finish", "remove"]);
  });

  it("says why one cannot be read", async () => {
    const { all, done } = calls({
      read: async () => [{ id: "f", error: { code: "attachment_unreadable", details: { reason: "too_complex" } } }],
    });
    await expect(uploadAttachment(all)(file, on().handlers)).rejects.toMatchObject({
      code: "attachment_unreadable",
      details: { reason: "too_complex" },
    });
    expect(done.at(-1)).toBe("remove");
  });

  it("tells a broken line from a refusal", async () => {
    answer = "offline";
    await expect(uploadAttachment(calls().all)(file, on().handlers)).rejects.toMatchObject({ code: "unavailable" });
    answer = 403;
    await expect(uploadAttachment(calls().all)(file, on().handlers)).rejects.toMatchObject({ code: "link_expired" });
  });

  it("stops at once when it is cancelled, and gives up what had begun", async () => {
    answer = "never";
    const { all, done } = calls();
    const aborter = new AbortController();
    const upload = uploadAttachment(all)(file, on(aborter.signal).handlers);
    await vi.waitFor(() => expect(done).toEqual(["start"]));
    aborter.abort();
    await expect(upload).rejects.toBeDefined();
    expect(done).toEqual(["start", "remove"]);
  });
});
