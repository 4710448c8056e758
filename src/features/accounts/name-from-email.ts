/** "mira.okafor@…" reads as "Mira Okafor"; the person can change it. */
export function nameFromEmail(email: string): string {
  const words = localPart(email)
    .split(/[._+-]+/)
    .filter((word) => word !== "");
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ");
  return name === "" ? email : name;
}

/** Whether nobody has ever said the name: it is only what the address, here or at a provider, was taken to mean. */
export function isGuessedName({ name, email }: { name: string; email: string }): boolean {
  return ["", email, localPart(email), nameFromEmail(email)].includes(name.trim());
}

function localPart(email: string): string {
  return email.split("@")[0] ?? "";
}
