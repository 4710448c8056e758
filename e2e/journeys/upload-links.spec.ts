import { expect } from "@playwright/test";
import { z } from "zod";
import { sendTo } from "~/testing/send-to";
import { test } from "../fixtures/test";

const Started = z.object({
  result: z.object({
    data: z.object({
      json: z.object({
        fileId: z.string(),
        target: z.object({
          method: z.string(),
          url: z.string(),
          headers: z.record(z.string(), z.string()),
          formField: z.null(),
        }),
      }),
    }),
  }),
});

test("the server takes through a link what the link was made for, whole, once, and reads no more", async ({
  people,
  origin,
  backstage,
}) => {
  const { context } = await people.person();
  const start = async (size: number) => {
    const response = await context.request.post(`${origin}/api/trpc/account.startAvatar`, {
      headers: { origin },
      data: { json: { fileName: "me.png", contentType: "image/png", size } },
    });
    const { fileId, target } = Started.parse(await response.json()).result.data.json;
    return { fileId, target: { ...target, url: origin + target.url } };
  };
  const { target, fileId } = await start(100_000);

  // 200 MB announced: refused on the first words.
  const refusal = await sendTo(target, new Uint8Array(1000), { announce: 200 * 1024 * 1024 });
  expect(refusal).toMatchObject({ status: 413, text: expect.stringContaining("file_too_large") });

  // Cut in the middle: nothing is kept, and the link is as good as before.
  await sendTo(target, new Uint8Array(100_000), { cutAfter: 50_000 }).catch(() => undefined);
  expect((await sendTo(target, new Uint8Array(100_000))).status).toBe(204);
  expect(await sendTo(target, new Uint8Array(100_000))).toMatchObject({
    status: 409,
    text: expect.stringContaining("link_used"),
  });

  // Another key, another method, no signature.
  const other = await start(100_000);
  const changed = [
    { ...target, url: target.url.replace(fileId, other.fileId) },
    { ...other.target, method: "POST" },
    { ...other.target, method: "GET" },
    { ...other.target, url: other.target.url.replace(/s=[^&]*/, "s=") },
  ];
  for (const wrong of changed) {
    const bytes = wrong.method === "GET" ? new Uint8Array() : new Uint8Array(100_000);
    expect((await sendTo(wrong, bytes)).text).toMatch(/signature_invalid|link_invalid/);
  }
  const rows = await backstage.rows<{ state: string }>("SELECT state FROM stored_file WHERE id = ANY ($1)", [
    [fileId, other.fileId],
  ]);
  expect(rows.map(({ state }) => state)).toEqual(["pending", "pending"]);
});
