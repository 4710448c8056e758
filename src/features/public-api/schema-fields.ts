/** One line of the table that a schema is shown as. */
export type SchemaField = { name: string; type: string; isRequired: boolean; meaning: string };

type JsonSchema = {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
};

/**
 * The fields of a schema with those inside them, `choices[].message.content`. Of something that comes in several shapes only
 * the kind is told: the document has the rest.
 */
export function schemaFields(schema: JsonSchema, prefix = ""): SchemaField[] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const name = `${prefix}${key}`;
    const plain = withoutNull(field);
    const line = {
      name,
      type: typeOf(field),
      isRequired: required.has(key),
      meaning: field.description ?? plain.description ?? "",
    };
    const inner = plain.items === undefined ? plain : withoutNull(plain.items);
    return [line, ...schemaFields(inner, plain.items === undefined ? `${name}.` : `${name}[].`)];
  });
}

/** `string`, `"stop" | "length"`, `array of object`, `integer | null`. */
export function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants !== undefined) return [...new Set(variants.map(typeOf))].join(" | ");
  if (schema.type === "array") return schema.items === undefined ? "array" : `array of ${typeOf(schema.items)}`;
  return schema.type ?? "any";
}

function withoutNull(schema: JsonSchema): JsonSchema {
  const variants = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== "null");
  return variants.length === 1 && variants[0] !== undefined ? variants[0] : schema;
}
