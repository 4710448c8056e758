import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { freePort } from "./free-port";
import { PlainError } from "./plain-error";
import { prepareDatabase } from "./prepare-database";

const dataDir = await mkdtemp(join(tmpdir(), "counterpart-prepare-"));
afterAll(() => rm(dataDir, { recursive: true, force: true }));
afterEach(() => {
  delete process.env.DATABASE_URL;
});

describe("a database of one's own", () => {
  test("that is no address is said plainly", async () => {
    process.env.DATABASE_URL = "mysql://localhost/counterpart";
    await expect(prepareDatabase(dataDir)).rejects.toThrow(
      new PlainError("DATABASE_URL must look like postgresql://owner:password@host:5432/database."),
    );
  });

  test("that does not answer is said plainly", async () => {
    const port = await freePort();
    process.env.DATABASE_URL = `postgresql://owner:secret@127.0.0.1:${port}/counterpart`;
    const error = await prepareDatabase(dataDir).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PlainError);
    expect(String(error)).toContain(`PostgreSQL at 127.0.0.1:${port} cannot be used`);
    expect(String(error)).not.toContain("secret");
  });
});
