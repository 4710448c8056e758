const MAX_LENGTH = 16_384;

/**
 * What a provider reported, as text for a jsonb column. A settlement must not fail for what a provider wrote, so what jsonb
 * cannot hold (NUL, lone surrogates), or nobody should keep (very long), is left out.
 */
export function rawUsageJson(rawUsage: unknown): string | null {
  if (rawUsage === undefined || rawUsage === null) return null;
  const text = stringify(rawUsage);
  if (text === undefined || text.length > MAX_LENGTH || /\\u(0000|d[89a-f])/i.test(text)) return null;
  return text;
}

function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, (_key, item: unknown) => (typeof item === "bigint" ? item.toString() : item));
  } catch {
    // It refers to itself; nothing of it can be kept.
    return undefined;
  }
}
