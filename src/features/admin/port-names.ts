/** Everything outside the application that it leans on, in the order in which the console shows it. */
export const portNames = ["database", "auth", "models", "mail", "files", "jobs", "payments"] as const;
export type PortName = (typeof portNames)[number];

/** What a test of a port does, one after the other. */
export const testSteps = [
  "probe",
  "roundTrip",
  "stranger",
  "origin",
  "choose",
  "ask",
  "embed",
  "queue",
  "deliver",
  "write",
  "read",
  "remove",
  "emit",
  "complete",
] as const;
export type TestStep = (typeof testSteps)[number];
