import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { appRouter } from "~/server/api/root";
import { procedureDoors } from "./declared";
import { isPolicy, type Policy } from "./policy";

const root = fileURLToPath(new URL("../../", import.meta.url));

export type ProcedureEntry = {
  name: string;
  kind: "query" | "mutation" | "subscription";
  /** Null where the procedure declares none. */
  policy: Policy | null;
  /** Paths of the input's fields that name something by id or say where to go on. */
  idFields: string[];
};

/** Every procedure of the router, by introspection. */
export function procedureEntries(): ProcedureEntry[] {
  const procedures: Record<string, unknown> = { ...appRouter._def.procedures };
  return Object.entries(procedures).map(([name, procedure]) => {
    const { _def: definition } = Procedure.parse(procedure);
    const access = definition.meta?.access;
    return {
      name,
      kind: definition.type,
      policy: isPolicy(access) ? access : null,
      idFields: definition.inputs.flatMap((schema) => idFieldsOf(schema)),
    };
  });
}

/** `GET /api/x` of every route handler but the procedures' own, with its file. */
export function routeEntries(): { name: string; file: string; method: string }[] {
  return filesOfApp("route.ts")
    .flatMap((file) =>
      exportedNames(file)
        .filter((name) => /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(name))
        .map((method) => ({ name: `${method} ${addressOf(file)}`, file: root + file, method })),
    )
    .filter(({ name }) => !procedureDoors.includes(name));
}

/** Addresses of every page. */
export function pageEntries(): string[] {
  return filesOfApp("page.tsx").map(addressOf).sort();
}

/** `file#function` of every server action. */
export function actionEntries(): string[] {
  return sourceFiles()
    .filter((file) => /^\s*"use server"/m.test(readFileSync(root + file, "utf8")))
    .flatMap((file) => exportedNames(file).map((name) => `${file}#${name}`))
    .sort();
}

const Schema = z.custom<z.ZodType>((value) => value instanceof z.ZodType);
/** A procedure is a function that carries its definition. */
const Procedure = z
  .custom<object>((value) => typeof value === "function")
  .transform((value) => ({ ...value }))
  .pipe(
    z.object({
      _def: z.object({
        type: z.enum(["query", "mutation", "subscription"]),
        meta: z.object({ access: z.string().optional() }).optional(),
        inputs: z.array(Schema),
      }),
    }),
  );

type JsonSchema = {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  format?: string;
};
const JsonSchemaShape = z.custom<JsonSchema>((value) => typeof value === "object" && value !== null);

function idFieldsOf(schema: z.ZodType): string[] {
  const walk = (node: JsonSchema, path: string): string[] => {
    const name = path.split(".").at(-1) ?? "";
    const own =
      node.format === "uuid" || /(^|[a-z])(Id|Ids|cursor|Cursor|key)$|^(id|cursor|key)$/.test(name) ? [path] : [];
    return [
      ...own,
      ...Object.entries(node.properties ?? {}).flatMap(([key, child]) =>
        walk(child, path === "" ? key : `${path}.${key}`),
      ),
      ...(node.items ? walk(node.items, `${path}.0`) : []),
      ...(node.anyOf ?? []).flatMap((child) => walk(child, path)),
    ];
  };
  return [...new Set(walk(JsonSchemaShape.parse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" })), ""))];
}

function filesOfApp(ending: string): string[] {
  return sourceFiles().filter((file) => file.startsWith("src/app/") && file.endsWith(`/${ending}`));
}

function sourceFiles(): string[] {
  return readdirSync(`${root}src`, { recursive: true, encoding: "utf8" })
    .map((file) => `src/${file.replaceAll("\\", "/")}`)
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("src/generated/") && !/\.test\.tsx?$/.test(file))
    .sort();
}

/** Folders in brackets of either kind are groups or slots: they are no part of the address. */
function addressOf(file: string): string {
  const folders = file.split("/").slice(2, -1);
  return `/${folders.filter((folder) => !/^(\(.*\)|@)/.test(folder)).join("/")}`;
}

function exportedNames(file: string): string[] {
  const text = readFileSync(root + file, "utf8");
  const declared = [...text.matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)].map((match) => match[1] ?? "");
  const listed = [...text.matchAll(/^export \{([^}]*)\}/gm)].flatMap((match) =>
    (match[1] ?? "").split(",").map(
      (part) =>
        part
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? "",
    ),
  );
  return [...declared, ...listed].filter((name) => name !== "");
}
