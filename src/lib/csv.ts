/** What a cell may hold. A bigint or a number is written as it is; text is quoted where needed and defused. */
export type CsvValue = string | number | bigint | null;

/** Opens every file, so that spreadsheets read it as UTF-8. */
export const csvPreamble = "\uFEFF";

/** One line of RFC 4180, with its line end. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}

const decimal = /^-?\d+(\.\d+)?$/;
const formulaStart = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * Text that a spreadsheet would run as a formula (it starts with = + - @ or a tab) gets an apostrophe
 * before it. Plain decimals such as -2.35 cannot run and stay numbers.
 */
function csvCell(value: CsvValue): string {
  if (value === null) return "";
  const text = String(value);
  if (decimal.test(text)) return text;
  // Spreadsheets skip blanks before they look for a formula.
  const defused = formulaStart.test(text.replace(/^[ \u00A0]+/, "")) ? `'${text}` : text;
  return /[",\r\n\t']/.test(defused) ? `"${defused.replaceAll('"', '""')}"` : defused;
}
