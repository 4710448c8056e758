/** The design's tokens of the light theme as hexadecimal colours: programs that show mail know no others. */
export const colors = {
  page: "#f8fafa",
  card: "#ffffff",
  ink: "#111d20",
  quiet: "#525f62",
  primary: "#026369",
  onPrimary: "#ffffff",
  soft: "#e2f5f5",
  muted: "#edf2f3",
  line: "#dbe1e1",
} as const;

export const font = '"Geist", -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
