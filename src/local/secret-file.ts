import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** The secret kept in `file` (32 random bytes in base64url), made on the first call, readable by its owner alone. */
export async function keepSecret(file: string): Promise<string> {
  const kept = (await readFile(file, "utf8").catch(() => "")).trim();
  if (kept) return kept;
  const secret = randomBytes(32).toString("base64url");
  await mkdir(dirname(file), { recursive: true });
  // Written beside and renamed, so that a crash cannot leave an empty secret in use.
  await writeFile(`${file}.new`, `${secret}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secret;
}
