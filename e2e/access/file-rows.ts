import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { type Actor, canary, type World } from "./world";

type Purpose = "avatar" | "logo" | "chat_attachment";

/** A file that is ready, full of canaries where it is of A, and that nothing refers to yet. */
export async function newFile(world: World, owner: Actor, ids: Set<string>, purpose: Purpose): Promise<string> {
  const fileId = randomUUID();
  ids.add(fileId);
  const said = owner.home.id === world.a.id ? `${canary} drawn` : "drawn";
  const bytes = new TextEncoder().encode(said);
  const key = `files/${fileId}/sample`;
  await world.backend.ports.files.put(key, bytes, { contentType: "image/webp" });
  await world.db.owner.query(
    `INSERT INTO stored_file (id, org_id, user_id, purpose, state, key, name, content_type, size, sha256)
     VALUES ($1, $2, $3, $4, 'ready', $5, $6, 'image/webp', $7, 'none')`,
    [fileId, purpose === "avatar" ? null : owner.home.id, owner.userId, purpose, key, `${said}.webp`, bytes.byteLength],
  );
  return fileId;
}

/** The logo that the organisation shows: a picture that is one. */
export async function newShownLogo(world: World, owner: Actor, ids: Set<string>): Promise<string> {
  const fileId = await newFile(world, owner, ids, "logo");
  const picture = sharp({ create: { width: 4, height: 4, channels: 3, background: "#b4531f" } });
  const bytes = new Uint8Array(await picture.webp().toBuffer());
  await world.backend.ports.files.put(`files/${fileId}/sample`, bytes, { contentType: "image/webp" });
  await world.db.owner.query("UPDATE organization SET logo_file_id = $1 WHERE id = $2", [fileId, owner.home.id]);
  return fileId;
}

/** A text that was uploaded for a conversation and read: attached, its words go to the model. */
export async function newTextFile(world: World, owner: Actor, ids: Set<string>): Promise<string> {
  const fileId = await newFile(world, owner, ids, "chat_attachment");
  const said = owner.home.id === world.a.id ? `${canary} written` : "written";
  await world.db.owner.query("UPDATE stored_file SET content_type = 'text/plain', name = $2 WHERE id = $1", [
    fileId,
    `${said}.txt`,
  ]);
  await world.db.owner.query(
    "INSERT INTO file_content (file_id, org_id, user_id, text, tokens) VALUES ($1, $2, $3, $4, 2)",
    [fileId, owner.home.id, owner.userId, said],
  );
  return fileId;
}

/** What a browser says of a picture before it sends it. */
export const announcedPicture = { fileName: "picture.png", contentType: "image/png", size: 100 };
