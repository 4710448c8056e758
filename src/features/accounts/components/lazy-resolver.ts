import type { FieldValues, Resolver } from "react-hook-form";

/**
 * A form's zod schema, fetched with the first check instead of with the page: the schema is the same as
 * the server's, its library is the largest part of a sign-in page.
 */
export function lazyResolver<Values extends FieldValues>(load: () => Promise<Resolver<Values>>): Resolver<Values> {
  return async (values, context, options) => (await load())(values, context, options);
}
