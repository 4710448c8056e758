import { expect, test, vi } from "vitest";
import type { FileView } from "./files.schema";
import { UploadQueue, type UploadSteps } from "./upload-queue";

const image = (name = "a.png", size = 10) => new File([new Uint8Array(size)], name, { type: "image/png" });
const view = (id: string): FileView => ({
  id,
  purpose: "chat_attachment",
  name: "a.png",
  contentType: "image/png",
  size: 10,
  state: "ready",
});
const target = { method: "PUT", url: "/x", headers: {}, formField: null };
const settled = async (queue: UploadQueue, state: string) =>
  vi.waitFor(() => expect(queue.uploads.every((upload) => upload.state === state)).toBe(true));

/** Steps whose sending ends when the test says so. */
function steps(change: Partial<UploadSteps> = {}) {
  const sends: {
    end: () => void;
    fail: (error: unknown) => void;
    progress: (share: number) => void;
    signal: AbortSignal;
  }[] = [];
  let started = 0;
  const all: UploadSteps = {
    purpose: "chat_attachment",
    start: vi.fn(async () => ({ fileId: `file-${++started}`, target })),
    send: (_target, _file, { onProgress, signal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        sends.push({ end: resolve, fail: reject, progress: onProgress, signal });
      }),
    finish: vi.fn(async (fileId: string) => view(fileId)),
    discard: vi.fn(async () => undefined),
    ...change,
  };
  return { all, sends };
}

test("a file goes through its states, and its progress is told", async () => {
  const { all, sends } = steps();
  const queue = new UploadQueue(all);
  queue.add([image()]);
  await vi.waitFor(() => expect(sends).toHaveLength(1));
  sends[0]?.progress(0.5);
  expect(queue.uploads[0]).toMatchObject({ state: "sending", progress: 0.5 });
  sends[0]?.end();
  await settled(queue, "ready");
  expect(queue.uploads[0]?.file?.id).toBe("file-1");
});

test("two are sent at once, the others wait for their turn", async () => {
  const { all, sends } = steps();
  const queue = new UploadQueue(all);
  queue.add([image(), image(), image()]);
  await vi.waitFor(() => expect(sends).toHaveLength(2));
  expect(queue.uploads.map(({ state }) => state)).toEqual(["sending", "sending", "waiting"]);
  sends[0]?.end();
  await vi.waitFor(() => expect(sends).toHaveLength(3));
});

test("what can be told to be refused is not sent at all", async () => {
  const { all, sends } = steps();
  const queue = new UploadQueue(all);
  queue.add([
    image("../a.png"),
    image("a.png", 0),
    new File(["<svg/>"], "a.svg", { type: "image/svg+xml" }),
    image("big.png", 10 * 1024 * 1024 + 1),
  ]);
  await settled(queue, "failed");
  expect(queue.uploads.map(({ error }) => Object(error).code)).toEqual([
    "file_name",
    "file_refused",
    "file_type",
    "file_too_large",
  ]);
  expect(sends).toEqual([]);
  expect(all.start).not.toHaveBeenCalled();
});

test("a cancelled one stops, tells the server, lets the next one go, and can be tried again", async () => {
  const { all, sends } = steps();
  const queue = new UploadQueue(all);
  const [first = ""] = queue.add([image(), image(), image()]);
  await vi.waitFor(() => expect(sends).toHaveLength(2));
  queue.cancel(first);
  expect(queue.uploads[0]).toMatchObject({ state: "cancelled", progress: 0 });
  await vi.waitFor(() => expect(sends).toHaveLength(3));
  expect(sends[0]?.signal.aborted).toBe(true);
  expect(all.discard).toHaveBeenCalledWith("file-1");
  sends[1]?.end();
  queue.retry(first);
  await vi.waitFor(() => expect(sends).toHaveLength(4));
  sends[2]?.end();
  sends[3]?.end();
  await settled(queue, "ready");
});

test("one cancelled while it is looked at is not ready afterwards", async () => {
  const looked = Promise.withResolvers<FileView>();
  const { all, sends } = steps({ finish: () => looked.promise });
  const queue = new UploadQueue(all);
  const [id = ""] = queue.add([image()]);
  await vi.waitFor(() => expect(sends).toHaveLength(1));
  sends[0]?.end();
  await vi.waitFor(() => expect(queue.uploads[0]?.state).toBe("checking"));
  queue.cancel(id);
  looked.resolve(view("file-1"));
  await vi.waitFor(() => expect(all.discard).toHaveBeenCalledWith("file-1"));
  expect(queue.uploads[0]?.state).toBe("cancelled");
});

test("a failure is kept for the reader, and trying again begins anew", async () => {
  const { all, sends } = steps();
  const queue = new UploadQueue(all);
  const [id = ""] = queue.add([image()]);
  await vi.waitFor(() => expect(sends).toHaveLength(1));
  sends[0]?.fail(new TypeError("no network"));
  await settled(queue, "failed");
  expect(queue.uploads[0]?.error).toBeInstanceOf(TypeError);
  queue.retry(id);
  expect(queue.uploads[0]?.error).toBeUndefined();
  await vi.waitFor(() => expect(sends).toHaveLength(2));
  sends[1]?.end();
  await settled(queue, "ready");
  expect(queue.uploads[0]?.file?.id).toBe("file-2");
});

test("what is taken out of the list is deleted, what is released is not", async () => {
  const { all, sends } = steps();
  const queue = new UploadQueue(all);
  const [first = ""] = queue.add([image(), image()]);
  await vi.waitFor(() => expect(sends).toHaveLength(2));
  for (const { end } of sends) end();
  await settled(queue, "ready");
  queue.remove(first);
  expect(all.discard).toHaveBeenCalledTimes(1);
  queue.release();
  expect(queue.uploads).toEqual([]);
  expect(all.discard).toHaveBeenCalledTimes(1);
});

test("whoever listens and stops at the end is told of it once", async () => {
  const { all, sends } = steps();
  const queue = new UploadQueue(all);
  const told: (string | undefined)[] = [];
  queue.subscribe(() => {
    told.push(queue.uploads[0]?.state);
    if (queue.uploads[0]?.state === "ready") queue.stop();
  });
  queue.add([image()]);
  await vi.waitFor(() => expect(sends).toHaveLength(1));
  sends[0]?.end();
  await settled(queue, "ready");
  expect(told.filter((state) => state === "ready")).toHaveLength(1);
});
