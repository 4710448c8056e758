/** Trying again does not help: the run fails at once, and is kept. */
export class GiveUpError extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = "GiveUpError";
  }
}

/** Not now: the next attempt is due after so many seconds, whatever the usual pause is. */
export class TryLaterError extends Error {
  readonly seconds: number;

  constructor(message: string, seconds: number, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = "TryLaterError";
    this.seconds = seconds;
  }
}
