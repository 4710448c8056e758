export const maxNameLength = 200;

export type NameProblem = "empty" | "too_long" | "path" | "control_character" | "direction_mark";

/**
 * What keeps a text from being the name of a file, or null. Names are only ever shown and sent as such, never
 * used as a path; one that tries to be a path, or to look like another one, is refused rather than mended.
 */
export function nameProblem(name: string): NameProblem | null {
  const trimmed = name.trim();
  if (trimmed === "") return "empty";
  // Half of a surrogate pair is no text and cannot be stored.
  if (/\p{Cc}/u.test(name) || !name.isWellFormed()) return "control_character";
  // Marks that turn the direction of writing make "gpj.exe" of "exe.jpg".
  if (/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(name)) return "direction_mark";
  if (/[/\\]/.test(name) || trimmed === "." || trimmed === "..") return "path";
  if ([...trimmed].length > maxNameLength) return "too_long";
  return null;
}

/** The same name, always in the same spelling. */
export function tidyName(name: string): string {
  return name.trim().normalize("NFC");
}

/** The name with the ending that its content has, where it has another one. */
export function nameWithEnding(name: string, ending: string): string {
  const dot = name.lastIndexOf(".");
  const [stem, current] = dot > 0 ? [name.slice(0, dot), name.slice(dot + 1).toLowerCase()] : [name, ""];
  return current === ending || (current === "jpeg" && ending === "jpg") ? name : `${stem}.${ending}`;
}
