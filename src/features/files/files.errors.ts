import { AppError } from "~/lib/app-error";
import { maxNameLength, type NameProblem } from "./file-name";

/** Why the content of a file is not taken. */
export type Refusal =
  | "empty"
  | "not_as_announced"
  | "unknown_content"
  | "broken_image"
  | "too_many_pixels"
  | "not_text"
  | "broken_pdf"
  | "encrypted_pdf"
  | "too_many_pages"
  | "too_complex";

export function badName(problem: NameProblem): AppError {
  return new AppError("file_name", `name refused: ${problem}`, { details: { problem, maxLength: maxNameLength } });
}

export function badType(contentType: string, allowed: string[]): AppError {
  return new AppError("file_type", `type ${contentType} is not taken`, { details: { contentType, allowed } });
}

/** @param size and @param allowed in bytes. */
export function fileTooLarge(size: number, allowed: number): AppError {
  return new AppError("file_too_large", `${size} bytes, ${allowed} allowed`, { details: { size, allowed } });
}

export function refused(reason: Refusal, details: Record<string, unknown> = {}): AppError {
  return new AppError("file_refused", `content refused: ${reason}`, { details: { reason, ...details } });
}

/** Like every wall: which limit, how much of it is used, and who can do something about it. All in bytes. */
export function quotaExceeded(of: {
  limit: "organization" | "person";
  used: number;
  allowed: number;
  size: number;
}): AppError {
  return new AppError("storage_quota", `${of.used} of ${of.allowed} bytes are used`, { details: of });
}
