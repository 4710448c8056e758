const most = 2;
const waiting: (() => void)[] = [];
let running = 0;

/** Runs work that takes much memory, two at a time in one process; the others wait in order. */
export async function oneOfFew<T>(work: () => Promise<T>): Promise<T> {
  if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    // The place is handed on, not given back and taken again.
    if (next) next();
    else running -= 1;
  }
}
