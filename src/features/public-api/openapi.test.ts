import { expect, test } from "vitest";
import { z } from "zod";
import { routeEntries } from "../../../e2e/access/entries";
import { apiOperations, openApiDocument } from "./openapi";
import { schemaFields } from "./schema-fields";

test("the document names every route of the API that a key opens, and no other", () => {
  const routes = routeEntries()
    .map(({ name }) => name)
    .filter((name) => name.includes(" /api/v1/") && !name.includes("[...path]") && !name.endsWith("/openapi.json"));
  const documented = apiOperations.map(({ method, path }) => `${method.toUpperCase()} /api/v1${path}`);
  expect(documented.sort()).toEqual(routes.sort());
});

test("every reference in the document leads to a schema of it, and the whole of it is JSON", () => {
  const document = openApiDocument("https://example.com");
  const text = JSON.stringify(document);
  const schemas = Object.keys(
    z.object({ components: z.object({ schemas: z.record(z.string(), z.unknown()) }) }).parse(document).components
      .schemas,
  );
  const references = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map((match) => match[1]);
  expect(references.length).toBeGreaterThan(5);
  expect(references.filter((name) => name === undefined || !schemas.includes(name))).toEqual([]);
  expect(document).toMatchObject({ openapi: "3.1.0", servers: [{ url: "https://example.com/api/v1" }] });
});

test("what may be left out of a request is not shown as required", () => {
  const fields = schemaFields({
    type: "object",
    required: ["a"],
    properties: {
      a: {
        type: "array",
        items: { type: "object", properties: { b: { anyOf: [{ type: "string" }, { type: "null" }] } } },
      },
      c: { enum: ["x", "y"], description: "One of two." },
    },
  });
  expect(fields).toEqual([
    { name: "a", type: "array of object", isRequired: true, meaning: "" },
    { name: "a[].b", type: "string | null", isRequired: false, meaning: "" },
    { name: "c", type: '"x" | "y"', isRequired: false, meaning: "One of two." },
  ]);
});
