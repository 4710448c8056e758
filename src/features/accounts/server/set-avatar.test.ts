import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openLogo } from "~/features/files/server/open-logo.service";
import { sendBytes } from "~/features/files/testing/browser";
import { picture } from "~/features/files/testing/samples";
import { deleteNow, sweepTomorrow } from "~/features/files/testing/upkeep";
import type { Backend, OrgScope } from "~/server/context";
import { callerOf } from "~/testing/caller";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";

let db: TestDatabase;
let backend: Backend;
let owner: OrgScope;

beforeAll(async () => {
  db = await createTestDatabase();
  backend = createTestBackend(db.appUrl, { models: noModels });
  owner = await createScope(backend);
});
afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});

const described = async () => ({ fileName: "me.png", contentType: "image/png", size: (await picture()).byteLength });
const uploadedAvatar = async (scope: OrgScope) => {
  const { fileId, target } = await callerOf(scope).account.startAvatar(await described());
  await sendBytes(scope, target, await picture());
  return fileId;
};
const uploadedLogo = async (scope: OrgScope) => {
  const { fileId, target } = await callerOf(scope).organizations.startLogo(await described());
  await sendBytes(scope, target, await picture());
  return fileId;
};
const avatarOf = async (scope: OrgScope) =>
  (await db.owner.query("SELECT avatar_file_id FROM app_user_account WHERE id = $1", [scope.userId])).rows[0]
    .avatar_file_id;
const logoOf = async (scope: OrgScope) =>
  (await callerOf(scope).organizations.mine()).find(({ id }) => id === scope.orgId)?.logoFileId;
const discarded = async () =>
  (await db.owner.query<{ id: string }>("SELECT id FROM stored_file WHERE state = 'deleted'")).rows.map(({ id }) => id);

test("an avatar replaces the one before, whose bytes go", async () => {
  const first = await uploadedAvatar(owner);
  await callerOf(owner).account.setAvatar({ fileId: first });
  expect(await avatarOf(owner)).toBe(first);
  const second = await uploadedAvatar(owner);
  await callerOf(owner).account.setAvatar({ fileId: second });
  expect(await avatarOf(owner)).toBe(second);
  expect(await discarded()).toEqual([first]);
  expect(await deleteNow(backend, [first])).toBe(1);
  await sweepTomorrow(backend);
  expect(await avatarOf(owner)).toBe(second);
  await callerOf(owner).account.removeAvatar();
  expect(await avatarOf(owner)).toBeNull();
  expect(await discarded()).toEqual([second]);
  await callerOf(owner).account.removeAvatar();
});

test("nobody takes somebody else's picture, or a file of another kind, for an avatar", async () => {
  const other = await createScope(backend, { role: "admin", org: owner.org });
  const theirs = await uploadedAvatar(other);
  await expect(callerOf(owner).account.setAvatar({ fileId: theirs })).rejects.toMatchObject({ message: "not_found" });
  const logo = await uploadedLogo(owner);
  await expect(callerOf(owner).account.setAvatar({ fileId: logo })).rejects.toMatchObject({ message: "not_found" });
  expect(await avatarOf(owner)).toBeNull();
});

test("of avatars set at once one stays, and no bytes are lost sight of", async () => {
  const ids = await Promise.all([1, 2, 3, 4].map(() => uploadedAvatar(owner)));
  await Promise.all(ids.map((fileId) => callerOf(owner).account.setAvatar({ fileId })));
  const kept = await avatarOf(owner);
  expect(ids).toContain(kept);
  expect((await discarded()).filter((id) => ids.includes(id)).sort()).toEqual(ids.filter((id) => id !== kept).sort());
});

test("owner and admin change the logo, which is written down; member and viewer do not", async () => {
  const admin = await createScope(backend, { role: "admin", org: owner.org });
  const fileId = await uploadedLogo(admin);
  await callerOf(admin).organizations.setLogo({ fileId });
  expect(await logoOf(owner)).toBe(fileId);
  for (const role of ["member", "viewer"] as const) {
    const scope = await createScope(backend, { role, org: owner.org });
    await expect(callerOf(scope).organizations.startLogo(await described())).rejects.toMatchObject({
      message: "forbidden",
    });
    await expect(callerOf(scope).organizations.setLogo({ fileId })).rejects.toMatchObject({ message: "forbidden" });
    await expect(callerOf(scope).organizations.removeLogo()).rejects.toMatchObject({ message: "forbidden" });
  }
  await callerOf(owner).organizations.removeLogo();
  expect(await logoOf(owner)).toBeNull();
  const { rows } = await db.owner.query(
    "SELECT actor_id, action, before, after FROM audit_event WHERE org_id = $1 ORDER BY at",
    [owner.orgId],
  );
  expect(rows).toEqual([
    { actor_id: admin.userId, action: "org.update", before: { logoFileId: null }, after: { logoFileId: fileId } },
    { actor_id: owner.userId, action: "org.update", before: { logoFileId: fileId }, after: { logoFileId: null } },
  ]);
});

test("the logo that an organisation shows is for everybody, as a small PNG; no other file is, nor the logo of before", async () => {
  const owner = await createScope(backend);
  const [first, second] = [await uploadedLogo(owner), await uploadedLogo(owner)];
  const closed = { code: "not_found" };
  await expect(openLogo(backend, first)).rejects.toMatchObject(closed);
  await callerOf(owner).organizations.setLogo({ fileId: first });
  const shown = await sharp(await openLogo(backend, first)).metadata();
  expect(shown).toMatchObject({ format: "png", width: 56, height: 56 });
  await callerOf(owner).organizations.setLogo({ fileId: second });
  await expect(openLogo(backend, first)).rejects.toMatchObject(closed);
  await openLogo(backend, second);
  const avatar = await uploadedAvatar(owner);
  await callerOf(owner).account.setAvatar({ fileId: avatar });
  await expect(openLogo(backend, avatar)).rejects.toMatchObject(closed);
  await callerOf(owner).organizations.removeLogo();
  await expect(openLogo(backend, second)).rejects.toMatchObject(closed);
  await callerOf(owner).account.removeAvatar();
});
