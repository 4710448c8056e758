import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { AppError } from "~/lib/app-error";
import type { FilesPort } from "./files.port";

/** One adapter with its server, and how its addresses are reached from outside. */
export type FilesSubject = {
  port: FilesPort;
  /** A full address for what the port gave out; the folder's are paths of the application. */
  resolve(url: string): string;
  /** Sends bytes as a browser does; with `cutAfter` the connection breaks after so many. */
  send(
    target: { method: string; url: string; headers: Record<string, string>; formField: string | null },
    bytes: Uint8Array,
    options?: { cutAfter?: number },
  ): Promise<{ status: number }>;
  /** Whether its server refuses a second file through the same upload link. */
  isSingleUse: boolean;
};

const text = (length: number) => new Uint8Array(length).map((_, index) => 97 + (index % 26));
const whole = async (body: ReadableStream<Uint8Array>) => new Uint8Array(await new Response(body).arrayBuffer());

/** What every place for files must do. */
export function describeFilesPort(subject: () => FilesSubject): void {
  const port = () => subject().port;
  const newKey = () => `contract/${randomUUID()}`;
  const target = (key: string, size: number, expiresInSeconds = 60) =>
    port().uploadTarget({ key, contentType: "image/png", size, expiresInSeconds });
  const send = async (
    given: Awaited<ReturnType<typeof target>>,
    bytes: Uint8Array,
    change: { url?: string; method?: string; headers?: Record<string, string> } = {},
  ) =>
    subject().send(
      {
        ...given,
        ...change,
        url: subject().resolve(change.url ?? given.url),
        headers: { ...given.headers, ...change.headers },
      },
      bytes,
    );
  const download = (key: string, expiresInSeconds = 60) =>
    port().downloadUrl({
      key,
      fileName: 'Bericht «Q3» "x".png',
      contentType: "image/png",
      disposition: "attachment",
      expiresInSeconds,
    });
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => "no error",
      (error: unknown) =>
        error instanceof AppError ? error.code : error instanceof Error ? error.name : String(error),
    );

  test("what is put is there whole, byte for byte, and a second time replaces it", async () => {
    const key = newKey();
    await port().put(key, text(1000), { contentType: "text/plain" });
    await port().put(key, new Blob([text(70_000)]).stream(), { contentType: "text/plain", size: 70_000 });
    const found = await port().get(key);
    expect(found?.size).toBe(70_000);
    expect(found && (await whole(found.body))).toEqual(text(70_000));
  });

  test("a large file goes through in parts and comes back the same", async () => {
    const key = newKey();
    const size = 18 * 1024 * 1024 + 7;
    await port().put(key, new Blob([text(size)]).stream(), { contentType: "audio/mpeg", size });
    const found = await port().get(key);
    expect(found?.size).toBe(size);
    expect(found && Buffer.compare(await whole(found.body), text(size))).toBe(0);
    await port().delete([key]);
  });

  test("a body that breaks off, or is not as long as was said, leaves nothing", async () => {
    const breaking = (after: number) => {
      let sent = 0;
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          if (sent >= after) return controller.error(new Error("cut"));
          controller.enqueue(text(1000));
          sent += 1000;
        },
      });
    };
    for (const after of [0, 1000, 9_000_000]) {
      const key = newKey();
      expect(await codeOf(port().put(key, breaking(after), { contentType: "text/plain", size: 20_000_000 }))).toBe(
        "upload_cut",
      );
      expect(await port().get(key)).toBeNull();
    }
    for (const size of [999, 1001]) {
      const key = newKey();
      expect(await codeOf(port().put(key, new Blob([text(1000)]).stream(), { contentType: "text/plain", size }))).toBe(
        "upload_cut",
      );
      expect(await port().get(key)).toBeNull();
    }
  });

  test("an aborted put leaves nothing", async () => {
    const key = newKey();
    const abort = new AbortController();
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      async pull(controller) {
        controller.enqueue(text(100_000));
        sent += 1;
        if (sent === 20) abort.abort();
        await new Promise((resolve) => setTimeout(resolve, 1));
      },
    });
    expect(await codeOf(port().put(key, endless, { contentType: "text/plain" }, abort.signal))).not.toBe("no error");
    expect(await port().get(key)).toBeNull();
  });

  test("what is not there is null, deleting it is no error, and what is deleted is gone", async () => {
    const key = newKey();
    expect(await port().get(key)).toBeNull();
    await port().delete([key]);
    await port().put(key, text(10), { contentType: "text/plain" });
    await port().delete([key, newKey()]);
    expect(await port().get(key)).toBeNull();
  });

  test("keys that are paths, or anything but a key, are refused before they reach the store", async () => {
    for (const key of [
      "../secret",
      "a/../b",
      "/etc/passwd",
      "a//b",
      "a b",
      "A",
      "a\0b",
      ".tmp/x",
      "a/.used",
      "ä",
      "",
      "a".repeat(201),
      "a/",
      "%2e%2e/x",
    ]) {
      expect(await codeOf(port().put(key, text(1), { contentType: "text/plain" }))).toBe("Error");
      expect(await codeOf(port().get(key))).toBe("Error");
      expect(await codeOf(port().delete([key]))).toBe("Error");
      expect(await codeOf(target(key, 1))).toBe("Error");
    }
  });

  test("all keys under a prefix are listed with size and time, and no others", async () => {
    const run = `listed-${randomUUID()}`;
    const keys = ["a/1", "a/2", "a-b/3", "b/4"].map((end) => `${run}/${end}`);
    for (const key of keys) await port().put(key, text(5), { contentType: "text/plain" });
    const listed: { key: string; size: number; modifiedAt: Date }[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await port().list(`${run}/a`, cursor);
      listed.push(...page.keys);
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(listed.map(({ key }) => key).sort()).toEqual(keys.slice(0, 3).sort());
    expect(listed.every(({ size }) => size === 5)).toBe(true);
    expect(listed.every(({ modifiedAt }) => Math.abs(modifiedAt.getTime() - Date.now()) < 60_000)).toBe(true);
    await port().delete(keys);
  });

  test("a browser sends a file by the link alone, and what it sent is there", async () => {
    const key = newKey();
    const response = await send(await target(key, 5000), text(5000));
    expect(response.status).toBeLessThan(300);
    const found = await port().get(key);
    expect(found && (await whole(found.body))).toEqual(text(5000));
  });

  test("an upload link is for one key, one method, one size and one type", async () => {
    const [key, other] = [newKey(), newKey()];
    const given = await target(key, 1000);
    const changed = [
      await send(given, text(1000), {
        url: given.url.replace(keyIn(given.url, key), keyIn(given.url, key).replace(key.slice(-12), other.slice(-12))),
      }),
      await send(given, text(1000), { method: "POST" }),
      await send(given, text(1001)),
      ...(given.formField === null
        ? [await send(given, text(1000), { headers: { "content-type": "text/html" } })]
        : []),
    ];
    for (const response of changed) expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await (await fetch(subject().resolve(given.url))).text()).not.toContain("abcdefghij");
    expect(await port().get(key)).toBeNull();
    expect(await port().get(other)).toBeNull();
  });

  test("a link whose signature or expiry was touched is refused, and so is none at all", async () => {
    const key = newKey();
    const given = await target(key, 10);
    const bare = given.url.replace(/\?.*/, "");
    for (const url of [
      bare,
      given.url.replace(
        /(expires=|e=|X-Amz-Expires=|X-Amz-Date=20)(\d)/i,
        (_all, name, digit) => `${name}${9 - Number(digit)}`,
      ),
      flipSignature(given.url),
    ]) {
      expect(url).not.toBe(given.url);
      expect((await send(given, text(10), { url })).status).toBeGreaterThanOrEqual(400);
    }
    expect(await port().get(key)).toBeNull();
  });

  test("a link that came too late is refused", async () => {
    const key = newKey();
    const given = await target(key, 10, 1);
    await port().put(`${key}-kept`, text(10), { contentType: "image/png" });
    const link = await download(`${key}-kept`, 1);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect((await send(given, text(10))).status).toBeGreaterThanOrEqual(400);
    expect((await fetch(subject().resolve(link))).status).toBeGreaterThanOrEqual(400);
    expect(await port().get(key)).toBeNull();
  });

  test("a second file through the same link does not replace the first", async () => {
    if (!subject().isSingleUse) return;
    const key = newKey();
    const given = await target(key, 10);
    expect((await send(given, text(10))).status).toBeLessThan(300);
    expect((await send(given, new Uint8Array(10))).status).toBeGreaterThanOrEqual(400);
    const found = await port().get(key);
    expect(found && (await whole(found.body))).toEqual(text(10));
  });

  test("a link that was spent brings nothing more, though what it brought is gone", async () => {
    if (!subject().isSingleUse) return;
    for (const isSent of [true, false]) {
      const key = newKey();
      const given = await target(key, 10);
      if (isSent) expect((await send(given, text(10))).status).toBeLessThan(300);
      await port().spend(key);
      expect((await send(given, text(10))).status).toBeGreaterThanOrEqual(400);
      // What keeps the link shut may lie there, and is next to nothing.
      const found = await port().get(key);
      expect(found?.size ?? 0).toBeLessThanOrEqual(1);
      await found?.body.cancel();
      await port().spend(key);
      await port().delete([key]);
    }
  });

  test("an upload cut off in the middle leaves nothing", async () => {
    for (const share of [0, 0.5, 0.999]) {
      const key = newKey();
      const given = await target(key, 200_000);
      await subject()
        .send({ ...given, url: subject().resolve(given.url) }, text(200_000), {
          cutAfter: Math.floor(share * 200_000),
        })
        .catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(await port().get(key)).toBeNull();
    }
  });

  test("a download link needs no sign-in, gives the bytes as a file to save, and nothing else", async () => {
    const key = newKey();
    await port().put(key, text(3000), { contentType: "image/png", fileName: "Bericht.png" });
    const link = await download(key);
    const response = await fetch(subject().resolve(link));
    expect(response.status).toBe(200);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(text(3000));
    expect(response.headers.get("content-disposition")).toMatch(/^attachment/);
    expect(response.headers.get("content-type")).toBe("image/png");
    expect((await fetch(subject().resolve(flipSignature(link)))).status).toBeGreaterThanOrEqual(400);
    expect((await fetch(subject().resolve(link.replace(/\?.*/, "")))).status).toBeGreaterThanOrEqual(400);
    expect((await send(await target(key, 3000), text(3000), { url: link })).status).toBeGreaterThanOrEqual(400);
  });

  test("it can say whether it answers", async () => {
    await port().probe();
  });
}

/** Vendors write our keys in their own way into an address. */
function keyIn(url: string, key: string): string {
  const tail = key.slice(-12);
  expect(url).toContain(tail);
  return tail;
}

function flipSignature(url: string): string {
  return url.replace(
    /((?:^|[?&])(?:s|signature|X-Amz-Signature)=(?:hmac-sha256%3D|hmac-sha256=)?)([\w-])/i,
    (_all, before, first) => `${before}${first === "a" ? "b" : "a"}`,
  );
}
