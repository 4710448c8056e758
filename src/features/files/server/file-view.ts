import { type FilePurpose, purposes } from "../file-limits";
import type { FileState, FileView } from "../files.schema";
import type { FileRow } from "./files.repository";

export function fileView(row: FileRow): FileView {
  const { id, name, contentType, width, height, pages } = row;
  return {
    id,
    purpose: purposeOf(row),
    name,
    contentType,
    size: Number(row.size),
    ...(width === null ? {} : { width }),
    ...(height === null ? {} : { height }),
    ...(pages === null ? {} : { pages }),
    state: stateOf(row),
  };
}

export function purposeOf(row: { purpose: string }): FilePurpose {
  if (isPurpose(row.purpose)) return row.purpose;
  throw new Error(`a file has the purpose "${row.purpose}"`);
}

function isPurpose(text: string): text is FilePurpose {
  return Object.hasOwn(purposes, text);
}

function stateOf(row: { state: string }): FileState {
  const { state } = row;
  if (state === "pending" || state === "ready" || state === "refused") return state;
  throw new Error(`a file is in the state "${state}"`);
}
