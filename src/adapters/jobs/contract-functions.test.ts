import { InngestTestEngine } from "@inngest/test";
import { Inngest, type InngestFunction } from "inngest";
import { expect, test } from "vitest";
import { contractFunctions, Journal } from "./contract-functions";

// The part of the suite that needs no engine: what the functions themselves do with what they are given.

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const journal = new Journal();
const functions = contractFunctions(new Inngest({ id: "suite", isDev: true, logger: quiet }), journal);

function engineFor(id: string, name: string, data: { key: string } & Record<string, unknown>) {
  const found: InngestFunction.Any | undefined = functions.find((fn) => fn.id() === id);
  if (found === undefined) throw new Error(`there is no function ${id}`);
  return new InngestTestEngine({ function: found, events: [{ name, data }] });
}

test("hands a step's result to the next one", async () => {
  const { result } = await engineFor("steps", "suite/steps", { key: "steps" }).execute();
  expect(result).toEqual({ total: 3 });
  expect(journal.of("steps")).toEqual(["one", "two after 1naïve \u0000 ✓", "three after 2"]);
});

test("does not run a step again whose result is given", async () => {
  const steps = [{ id: "one", handler: () => ({ value: 7, text: "!" }) }];
  const { result } = await engineFor("steps", "suite/steps", { key: "given" }).execute({ steps });
  expect(result).toEqual({ total: 15 });
  expect(journal.of("given")).toEqual(["two after 7!", "three after 8"]);
});

test("joins parallel steps", async () => {
  await engineFor("parallel", "suite/parallel", { key: "parallel" }).execute();
  expect(journal.of("parallel").at(-1)).toBe("joined a2,b,c");
});

test("goes on with what an invoked function returned", async () => {
  const steps = [
    { id: "call", handler: () => ({ doubled: 42 }) },
    { id: "call again", handler: () => Promise.reject(new Error("asked to fail")) },
  ];
  await engineFor("invoker", "suite/invoke", { key: "invoke" }).execute({ steps });
  expect(journal.of("invoke")[0]).toBe("doubled 42");
});

test("fails with the error of a step that it does not catch", async () => {
  const { error } = await engineFor("failing", "suite/fail", { key: "fail" }).execute();
  expect(error).toMatchObject({ message: "no use trying" });
});

test("returns what a function without steps returns", async () => {
  expect((await engineFor("bare", "suite/bare", { key: "bare" }).execute()).result).toBe("done");
});
