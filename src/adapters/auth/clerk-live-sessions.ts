/** In milliseconds: as long as a token of the session would be good for. */
const askAgainMs = 60_000;
const sessionsKept = 10_000;

/**
 * Remembers which sessions are still going on. Where the provider does not answer, what it said last
 * counts; a session is asked about only after it was let in with a token that was good.
 */
export function createLiveSessions(
  ask: (id: string) => Promise<boolean>,
  now: () => number = Date.now,
): { has(id: string): Promise<boolean> } {
  const known = new Map<string, { at: number; answer: Promise<boolean> }>();
  return {
    has(id) {
      const before = known.get(id);
      if (before !== undefined && now() - before.at < askAgainMs) return before.answer;
      if (known.size >= sessionsKept) known.delete(known.keys().next().value ?? "");
      known.delete(id);
      const answer = ask(id).catch(() => before?.answer ?? true);
      known.set(id, { at: now(), answer });
      return answer;
    },
  };
}
