import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Generates the Prisma client when the schema, or Prisma itself, has changed since it was last generated. */
export async function ensurePrismaClient(root, node) {
  const schema = join(root, "prisma/schema");
  if (!existsSync(schema)) return;
  const stamp = join(root, "src/generated/prisma/.schema-sha256");
  const wanted = fingerprint(root, schema);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const result = spawnSync(node, [join(root, "node_modules/prisma/build/index.js"), "generate"], {
    cwd: root,
    encoding: "utf8",
    // No look-up of newer versions: nothing here connects outside.
    env: { ...process.env, CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" },
  });
  if (result.status !== 0) {
    throw new Error(
      `Generating the Prisma client failed:\n${result.stdout ?? ""}${result.stderr ?? ""}${result.error ?? ""}`,
    );
  }
  writeFileSync(stamp, wanted);
}

function fingerprint(root, schema) {
  const hash = createHash("sha256");
  hash.update(JSON.parse(readFileSync(join(root, "node_modules/prisma/package.json"), "utf8")).version);
  for (const name of readdirSync(schema).sort()) {
    if (name.endsWith(".prisma")) hash.update(name).update(readFileSync(join(schema, name)));
  }
  return hash.digest("hex");
}
