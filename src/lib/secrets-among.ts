/** In characters. What is shorter stands in ordinary words as well. */
const shortestSecret = 8;

/**
 * What of the environment must never be written anywhere: values of secret variables, passwords inside addresses, and
 * what either of them looks like once it is read (percent-decoded, or taken out of a token that is a box of keys).
 * @returns the longest first, so that none is masked only in part.
 */
export function secretsAmong(variables: Record<string, string | undefined>): string[] {
  const found = new Set<string>();
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) continue;
    for (const secret of [...ofVariable(name, value), ...ofAddress(value)]) {
      for (const form of [secret, decoded(secret)]) if (form.length >= shortestSecret) found.add(form);
    }
  }
  return [...found].sort((a, b) => b.length - a.length);
}

function ofVariable(name: string, value: string): string[] {
  if (/HEADERS$/i.test(name)) {
    const values = value.split(",").map((pair) => pair.slice(pair.indexOf("=") + 1).trim());
    // Without the scheme as well: "Bearer ...".
    return values.flatMap((one) => [one, one.split(/\s|%20/).at(-1) ?? ""]);
  }
  if (!/(?:KEYS?|SECRETS?|TOKEN|PASSWORD|PASS|CREDENTIALS)(?:_FALLBACK)?$/i.test(name)) return [];
  return [value, ...boxed(value)];
}

function ofAddress(value: string): string[] {
  return [/:\/\/[^\s/@:]*:([^\s/@]+)@/.exec(value)?.[1] ?? ""];
}

/** UploadThing's token is JSON in base64, and what is sent in the end is the key in it. */
function boxed(value: string): string[] {
  try {
    const box: unknown = JSON.parse(atob(value));
    const members = typeof box === "object" && box !== null ? Object.entries(box) : [];
    return members.flatMap(([name, member]) =>
      /key|secret|token/i.test(name) && typeof member === "string" ? [member] : [],
    );
  } catch {
    return [];
  }
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
