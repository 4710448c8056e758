/** Names out of an error's details, as a sentence lists them: "Mira, Jonas or Lena". */
export function namesOf(value: unknown, locale: string): string {
  const names = Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
  return new Intl.ListFormat(locale, { type: "disjunction" }).format(names);
}
