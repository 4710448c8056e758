import { randomUUID } from "node:crypto";

/** Below the installation's root. Where upload links lead: what lies here is not looked at yet. */
export const incomingPrefix = "incoming/";
/** What was checked lies here, under a key that no link was ever made for. */
export const keptPrefix = "files/";

/** @param root of the installation, so that others who keep files in the same place have other keys. */
export function incomingKey(root: string, fileId: string): string {
  return `${root}/${incomingPrefix}${fileId}`;
}

/** Another one at every call: two that finish the same upload at once do not write over each other. */
export function newKeptKey(file: { id: string; key: string }): string {
  return `${rootOf(file.key)}${keptPrefix}${file.id}/${randomUUID().slice(0, 8)}`;
}

/** Where the file's upload link led, wherever the file lies now. */
export function incomingKeyOf(file: { id: string; key: string }): string {
  return `${rootOf(file.key)}${incomingPrefix}${file.id}`;
}

/** With its slash; "" in keys from before there were roots. */
function rootOf(key: string): string {
  return /^(.*?)(?:incoming|files)\//.exec(key)?.[1] ?? "";
}
