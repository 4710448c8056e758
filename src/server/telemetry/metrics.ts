/** What the process counts while it works. Every label has few values, whoever asks for whatever. */
export type Meters = {
  /** @param code `ok`, or the code of the error that was answered. */
  procedure(path: string, type: string, code: string, seconds: number): void;
  /** @param route the address with names for its variable parts. Until the answer begins, where it is a stream. */
  route(route: string, method: string, status: number, seconds: number): void;
  /** An attempt of a background function; `code` is `ok` or the code of the error that it ended with. */
  job(functionId: string, code: string, seconds: number): void;
  /** How a call of a model ended: `charged`, `released`, `pending`, or the code of the gate's refusal. */
  modelCall(modelId: string, purpose: string, outcome: string): void;
  /** From the call of the provider to its first piece of output. */
  firstToken(modelId: string, seconds: number): void;
  /** From the request to the first words that its reader could see. */
  firstShown(seconds: number): void;
  charge(modelId: string, purpose: string, tokens: Readonly<Record<string, number>>, chargedUcr: bigint): void;
  costPusd(modelId: string, pusd: bigint): void;
  /** In Prometheus's text format, with the given figures of the moment after what was counted. */
  text(now: readonly Figure[]): Promise<string>;
  readonly contentType: string;
};

/** A figure that is looked up when somebody asks for it. */
export type Figure = { name: string; help: string; value: number; labels?: Record<string, string> };

const shared = globalThis as typeof globalThis & { counterpartMeters?: Meters };

/** Set once a token for reading them is configured: where nobody may read, nothing is counted. */
export function setMeters(meters: Meters | undefined): void {
  if (meters === undefined) delete shared.counterpartMeters;
  else shared.counterpartMeters = meters;
}

/** The process's meters. On `globalThis`, since each route of the application is a bundle with modules of its own. */
export function meters(): Meters | undefined {
  return shared.counterpartMeters;
}
