/** Only these may stand beside a name: no text that a person wrote, no address with its query, no header. */
export type TraceAttributes = Record<string, string | number | boolean>;

/** A span of a trace, whatever exports it. */
export type TraceSpan = {
  set(attributes: TraceAttributes): void;
  /** Marks it as failed with a code of ours. */
  fail(code: string): void;
  end(): void;
  /** The W3C header that lets another process go on from here. */
  readonly traceparent: string;
};

export type SpanKind = "server" | "client" | "producer" | "consumer" | "internal";

export type Tracer = {
  /** @param parent an open span, the header of another process, or undefined for a trace of its own. */
  start(name: string, kind: SpanKind, parent: TraceSpan | string | undefined, attributes: TraceAttributes): TraceSpan;
  /** Sends what is waiting. */
  flush(): Promise<void>;
};
