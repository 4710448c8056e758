import { findCalculation } from "./demo-arithmetic";
import { clip, sentencesOf, wordsOf } from "./demo-text";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The parts of JSON Schema that are looked at; everything else is ignored. */
type Schema = Record<string, unknown>;

/**
 * A value that fits a schema, filled from a text: numbers, dates, addresses, quoted pieces and choices
 * named in it. The same text and schema always give the same value.
 */
export function valueForSchema(schema: unknown, text: string, name = "", depth = 0): Json {
  if (!isSchema(schema) || depth > 8) return text;
  const choices = listOf(schema.enum);
  if (choices.length > 0) return choiceFrom(choices, text);
  if (schema.const !== undefined) return asJson(schema.const);
  const variants = listOf(schema.anyOf ?? schema.oneOf);
  const variant = variants.find((candidate) => !isSchema(candidate) || candidate.type !== "null");
  if (variant !== undefined) return valueForSchema(variant, text, name, depth + 1);
  switch (listOf(schema.type)[0] ?? schema.type) {
    case "object":
      return objectFor(schema, text, depth);
    case "array": {
      const item = valueForSchema(schema.items, text, name, depth + 1);
      return new Array<Json>(Math.max(1, numberOf(schema.minItems) ?? 1)).fill(item);
    }
    case "integer":
    case "number":
      return numberFor(schema, text);
    case "boolean":
      return !/\b(?:no|not|without|off|false)\b|(?:^|\s)(?:не|без|нет|выключи)(?:\s|$)/i.test(text);
    case "null":
      return null;
    default:
      return stringFor(schema, text, name);
  }
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectFor(schema: Schema, text: string, depth: number): Json {
  const properties = isSchema(schema.properties) ? schema.properties : {};
  const required = new Set(listOf(schema.required));
  const result: { [key: string]: Json } = {};
  for (const [key, property] of Object.entries(properties)) {
    // Optional properties are left out unless the text names them or none is required.
    const named = text.toLowerCase().includes(key.toLowerCase());
    if (required.size > 0 && !required.has(key) && !named) continue;
    result[key] = valueForSchema(property, text, key, depth + 1);
  }
  return result;
}

function numberFor(schema: Schema, text: string): number {
  const found = text.match(/-?\d+(?:[.,]\d+)?/)?.[0]?.replace(",", ".");
  const least = numberOf(schema.minimum) ?? numberOf(schema.exclusiveMinimum);
  const most = numberOf(schema.maximum) ?? numberOf(schema.exclusiveMaximum);
  const value = Math.min(
    most ?? Infinity,
    Math.max(least ?? -Infinity, found === undefined ? (least ?? 1) : Number(found)),
  );
  return schema.type === "integer" ? Math.round(value) : value;
}

function stringFor(schema: Schema, text: string, name: string): string {
  const limit = numberOf(schema.maxLength) ?? 400;
  return clip(stringOf(String(schema.format ?? ""), name.toLowerCase(), text), limit) || name || "text";
}

function stringOf(format: string, name: string, text: string): string {
  if (format === "email" || name.includes("email"))
    return text.match(/[\w.+-]+@[\w-]+\.[\w.]+/)?.[0] ?? "someone@example.com";
  if (format === "uri" || name.includes("url")) return text.match(/https?:\/\/\S+/)?.[0] ?? "https://example.com";
  if (format === "date-time") return `${dateIn(text)}T00:00:00Z`;
  if (format === "date" || name === "date") return dateIn(text);
  if (/expression|formula|calculation/.test(name)) return findCalculation(text)?.expression.replace(/×/g, "*") ?? text;
  if (/city|location|place|town|country|город|место/.test(name)) return placeIn(text);
  const quoted = text.match(/["«“]([^"»”]+)["»”]/u)?.[1];
  if (quoted !== undefined) return quoted;
  if (/title|subject|name/.test(name))
    return wordsOf(sentencesOf(text)[0] ?? text)
      .slice(-4)
      .join(" ");
  return text;
}

function dateIn(text: string): string {
  return text.match(/\d{4}-\d{2}-\d{2}/)?.[0] ?? "2026-01-01";
}

/** The word after "in", "at" or "в", or else the last capitalised word that does not begin a sentence. */
function placeIn(text: string): string {
  const after = text.match(/(?:^|\s)(?:in|at|for|в|во|для)\s+(\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}-]+)*)/u)?.[1];
  const capital = [...text.matchAll(/(?<=[\p{Ll},]\s)\p{Lu}[\p{L}-]+/gu)].at(-1)?.[0];
  return after ?? capital ?? wordsOf(text).at(-1) ?? text;
}

function choiceFrom(choices: readonly unknown[], text: string): Json {
  const lower = text.toLowerCase();
  return asJson(choices.find((choice) => lower.includes(String(choice).toLowerCase())) ?? choices[0]);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function asJson(value: unknown): Json {
  const copy: Json = JSON.parse(JSON.stringify(value ?? null));
  return copy;
}
