import { expect, test, vi } from "vitest";
import type { FileView } from "./files.schema";
import { OneUpload, type Upload, type UploadSteps } from "./one-upload";

const image = (name = "a.png", size = 10) => new File([new Uint8Array(size)], name, { type: "image/png" });
const view: FileView = { id: "1", purpose: "avatar", name: "a", contentType: "image/png", size: 10, state: "ready" };
const target = { method: "PUT" as const, url: "/x", headers: {}, formField: null, expiresAt: new Date() };

/** Steps whose sending ends when the test says so. */
function prepare(change: Partial<UploadSteps> = {}) {
  const sends: { end: () => void; fail: (error: unknown) => void; progress: (share: number) => void }[] = [];
  const told: Upload[] = [];
  const steps: UploadSteps = {
    purpose: "avatar",
    start: vi.fn(async () => ({ fileId: "1", target })),
    send: (_target, _file, { onProgress, signal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        sends.push({ end: resolve, fail: reject, progress: onProgress });
      }),
    finish: async () => view,
    ...change,
  };
  const upload = new OneUpload(steps, (now) => told.push(now));
  const sending = () => vi.waitFor(() => expect(sends.length).toBeGreaterThan(0));
  return { upload, steps, sends, told, sending };
}

test("a file goes through its states, and its progress is told", async () => {
  const { upload, sends, told, sending } = prepare();
  const run = upload.run(image());
  await sending();
  sends[0]?.progress(0.5);
  sends[0]?.end();
  await run;
  expect(told).toEqual([
    { state: "sending", progress: 0 },
    { state: "sending", progress: 0.5 },
    { state: "checking", progress: 1 },
    { state: "ready", progress: 1, file: view },
  ]);
});

test("what can be told to be refused is not sent at all", async () => {
  const svg = new File(["<svg/>"], "a.svg", { type: "image/svg+xml" });
  const files = [image("../a.png"), image("a.png", 0), svg, image("big.png", 5 * 1024 * 1024 + 1)];
  const { upload, steps, told } = prepare();
  for (const file of files) await upload.run(file);
  const codes = told.filter(({ state }) => state === "failed").map(({ error }) => Object(error).code);
  expect(codes).toEqual(["file_name", "file_refused", "file_type", "file_too_large"]);
  expect(steps.start).not.toHaveBeenCalled();
});

test("one that was stopped says nothing more, whatever comes of it", async () => {
  const looked = Promise.withResolvers<FileView>();
  const { upload, sends, told, sending } = prepare({ finish: () => looked.promise });
  const first = upload.run(image());
  await sending();
  upload.stop();
  await first;
  expect(told).toEqual([{ state: "sending", progress: 0 }]);
  const second = upload.run(image());
  await vi.waitFor(() => expect(sends).toHaveLength(2));
  sends[1]?.end();
  await vi.waitFor(() => expect(told.at(-1)?.state).toBe("checking"));
  upload.stop();
  looked.resolve(view);
  await second;
  expect(told.at(-1)?.state).toBe("checking");
});

test("a failure is told with its cause, and running again begins anew", async () => {
  const { upload, steps, sends, told, sending } = prepare();
  const first = upload.run(image());
  await sending();
  const cause = new TypeError("no network");
  sends[0]?.fail(cause);
  await first;
  expect(told.at(-1)).toEqual({ state: "failed", progress: 0, error: cause });
  const second = upload.run(image());
  await vi.waitFor(() => expect(sends).toHaveLength(2));
  sends[1]?.end();
  await second;
  expect(told.at(-1)?.state).toBe("ready");
  expect(steps.start).toHaveBeenCalledTimes(2);
});
