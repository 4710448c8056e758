/** Our own functions, which have a name in every language. An engine puts the deployment's id before them. */
export const jobNames = [
  "accounts-forget-expired",
  "chat-forget-journals",
  "chat-forget-member",
  "chat-name-conversation",
  "files-delete",
  "files-sweep",
  "files-sweep-unfinished",
  "invitations-tidy",
  "ledger-check",
  "ledger-expire-lots",
  "ledger-rebuild-rollups",
  "ledger-sweep-holds",
  "mail-send",
  "mail-sweep",
  "mail-tidy",
  "offboarding-erase",
  "system-ping",
  "system-probe-ports",
  "system-tidy-outbox",
] as const;

export type JobName = (typeof jobNames)[number];

const failure = "-failure";

/** Which of our functions an id of the engine means. `isAfterFailure`: what runs once its attempts are over. */
export function jobOf(functionId: string): { name: JobName; isAfterFailure: boolean } | undefined {
  const isAfterFailure = functionId.endsWith(failure);
  const id = isAfterFailure ? functionId.slice(0, -failure.length) : functionId;
  const name = jobNames.find((candidate) => id === candidate || id.endsWith(`-${candidate}`));
  return name === undefined ? undefined : { name, isAfterFailure };
}
