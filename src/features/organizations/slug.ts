const cyrillic: Record<string, string> = {
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  д: "d",
  е: "e",
  ё: "e",
  ж: "zh",
  з: "z",
  и: "i",
  й: "y",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "kh",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "shch",
  ъ: "",
  ы: "y",
  ь: "",
  э: "e",
  ю: "yu",
  я: "ya",
};

/** Words that are, or may become, pages beside an organisation's own. */
const reserved = new Set([
  "new",
  "admin",
  "api",
  "settings",
  "sign-in",
  "sign-up",
  "invite",
  "share",
  "widget",
  "personal",
]);

export function isReservedSlug(slug: string): boolean {
  return reserved.has(slug);
}

/** The part of an address that names an organisation: 1 to 40 of a-z, 0-9 and hyphens. Never empty. */
export function slugOf(name: string): string {
  const latin = [...name.toLowerCase()].map((letter) => cyrillic[letter] ?? letter).join("");
  const slug = latin
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  return slug === "" || reserved.has(slug) ? `org-${slug}`.replace(/-$/, "") : slug;
}
