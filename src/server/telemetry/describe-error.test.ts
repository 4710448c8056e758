import { APICallError } from "@ai-sdk/provider";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "~/lib/app-error";
import { createTestDatabase } from "~/testing/database";
import { describeError } from "./describe-error";

const db = await createTestDatabase();
afterAll(() => db.close());

const canary = "canary-4711";
const caught = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
};

test.each<[string, () => unknown]>([
  ["a value that PostgreSQL cannot read", () => db.owner.query("SELECT $1::uuid", [canary])],
  [
    "a value that is there already",
    () =>
      db.owner.query(
        `CREATE TEMP TABLE t (v text UNIQUE); INSERT INTO t VALUES ('${canary}'); INSERT INTO t VALUES ('${canary}')`,
      ),
  ],
  ["a body that is no JSON", () => JSON.parse(`{"x": ${canary}}`)],
  ["an input that does not fit", () => z.strictObject({ a: z.literal("b") }).parse({ [canary]: canary })],
  ["an address that is none", () => new URL(canary)],
  [
    "a vendor's answer",
    () => {
      throw new APICallError({
        message: `Bad request: "${canary}"`,
        url: `https://api.example/?key=${canary}`,
        requestBodyValues: { prompt: canary },
        responseBody: canary,
        responseHeaders: { "set-cookie": canary },
      });
    },
  ],
  [
    "an error inside errors",
    () => {
      throw new AppError("internal", "no", { cause: new Error("why", { cause: new Error(`since "${canary}"`) }) });
    },
  ],
  [
    "a value that is no error",
    () => {
      throw canary;
    },
  ],
])("of %s, nothing that was given is told, and the code and the place are", async (_, work) => {
  const told = JSON.stringify(describeError(await caught(work), []));
  expect(told).not.toContain(canary);
});

test("names of tables and columns are told: without them nobody finds the fault", async () => {
  const error = await caught(() => db.owner.query("SELECT missing FROM organization"));
  const told = describeError(error, []);
  expect(told).toMatchObject({ code: "42703", message: 'column "missing" does not exist' });
  expect(told.stack).toContain("at ");
});

test("causes are told as far as four deep", () => {
  let error = new Error("0");
  for (const depth of [1, 2, 3, 4, 5, 6]) error = new Error(String(depth), { cause: error });
  expect(describeError(error, []).cause?.cause?.cause?.cause?.message).toBe("2");
  expect(describeError(error, []).cause?.cause?.cause?.cause?.cause).toBeUndefined();
});
