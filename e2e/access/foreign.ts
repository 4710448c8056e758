import { randomUUID } from "node:crypto";

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The same input with ids that nothing has, in place of those that the given set holds; nested ones and cursors too. */
export function withMissingIds(input: unknown, ids: ReadonlySet<string>): unknown {
  const replaced = new Map<string, string>();
  const otherFor = (id: string): string => {
    const other = replaced.get(id) ?? randomUUID();
    replaced.set(id, other);
    return other;
  };
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return value.replaceAll(uuid, (id) => (ids.has(id) ? otherFor(id) : id));
    if (Array.isArray(value)) return value.map(walk);
    if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
    return value;
  };
  return walk(input);
}

/** Whether the field that the path names is in the input and says something. */
export function hasField(input: unknown, path: string): boolean {
  let value = input;
  for (const key of path.split(".")) {
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isRecord(value)) value = value[key];
    else return false;
  }
  return value !== undefined && value !== null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
