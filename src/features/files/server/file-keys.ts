import { randomUUID } from "node:crypto";

/** Where an upload link leads: what lies here is not looked at yet. */
export const incomingPrefix = "incoming/";
/** What was checked lies here, under a key that no link was ever made for. */
export const keptPrefix = "files/";

export function incomingKey(fileId: string): string {
  return `${incomingPrefix}${fileId}`;
}

/** Another one at every call: two that finish the same upload at once do not write over each other. */
export function newKeptKey(fileId: string): string {
  return `${keptPrefix}${fileId}/${randomUUID().slice(0, 8)}`;
}
