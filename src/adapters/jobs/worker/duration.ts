const unitMs: Record<string, number> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };

/**
 * The moment that a time of the SDK names: `1h30m` from now, or a date.
 * @returns milliseconds of the epoch. Throws on anything else.
 */
export function timeOf(text: string, nowMs: number): number {
  if (/^(\d+[wdhms])+$/.test(text)) {
    const parts = text.matchAll(/(\d+)([wdhms])/g);
    return [...parts].reduce((sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ""] ?? 0), nowMs);
  }
  // A time of nothing at all is written as nothing at all.
  if (text === "") return nowMs;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Error(`"${text}" is neither a duration nor a date`);
  return at;
}

/** The header Retry-After: seconds from now, or a date. Null when there is none that can be read. */
export function retryTime(text: string | undefined, nowMs: number): number | null {
  if (text === undefined || text === "") return null;
  if (/^\d+$/.test(text)) return nowMs + Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
