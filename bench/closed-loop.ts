/**
 * As many callers as asked for, each calling again as soon as it has its answer, for a time.
 * @returns finished calls a second.
 */
export async function closedLoop(
  callers: number,
  seconds: number,
  call: (caller: number) => Promise<unknown>,
): Promise<number> {
  const started = performance.now();
  const until = started + seconds * 1000;
  let finished = 0;
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      while (performance.now() < until) {
        await call(caller);
        finished += 1;
      }
    }),
  );
  return finished / ((performance.now() - started) / 1000);
}
