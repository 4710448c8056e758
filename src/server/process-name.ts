const shared = globalThis as typeof globalThis & { counterpartProcess?: string };

/** Which of an installation's processes this is, as the lines of its log say it. */
export function processName(): string {
  return shared.counterpartProcess ?? "app";
}

export function nameProcess(name: "app" | "worker"): void {
  shared.counterpartProcess = name;
}
