import { activeTypeOf, announcedType } from "./content-type";
import { type FilePurpose, maxBytesOf, textTypes, typesOf } from "./file-limits";
import { nameProblem, tidyName } from "./file-name";
import { badName, badType, fileTooLarge, refused } from "./files.errors";

/**
 * What can be said of a file before its bytes are seen; browser and server say the same. Throws `file_name`, `file_type`,
 * `file_too_large`, `file_refused` (empty).
 * @returns its name and type as they are kept until the bytes are seen.
 */
export function judgeFile(
  purpose: FilePurpose,
  file: { fileName: string; contentType: string; size: number },
): { name: string; contentType: string } {
  const problem = nameProblem(file.fileName);
  if (problem !== null) throw badName(problem);
  const contentType = announcedType(file.contentType, file.fileName);
  const active = activeTypeOf(file.fileName);
  // A drawing that can run is none by being called a text; what is called a picture gets the ending that it deserves.
  if (active !== null && isText(contentType)) throw badType(active, typesOf(purpose));
  const allowed = maxBytesOf(purpose, contentType);
  if (allowed === null) throw badType(contentType, typesOf(purpose));
  if (file.size > allowed) throw fileTooLarge(file.size, allowed);
  if (file.size < 1) throw refused("empty");
  return { name: tidyName(file.fileName), contentType };
}

function isText(contentType: string): boolean {
  return textTypes.some((type) => type === contentType);
}
