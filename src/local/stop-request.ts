/**
 * Resolves when somebody asks this process to end: Ctrl-C, a signal, or the death of the process that
 * stands between us and npm. A second request does not wait for anything: `onImpatience`, then exit.
 */
export function stopRequested(onImpatience: () => void): Promise<string> {
  return new Promise((resolve) => {
    let isAsked = false;
    const ask = (reason: string) => {
      if (isAsked) {
        onImpatience();
        process.exit(130);
      }
      isAsked = true;
      resolve(reason);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => ask(signal));
    process.once("disconnect", () => {
      if (!isAsked) ask("its parent process is gone");
    });
  });
}
