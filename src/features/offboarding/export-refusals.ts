const refusals: Record<string, "running" | "busy" | "role"> = {
  export_running: "running",
  busy: "busy",
  forbidden: "role",
};

/** What the page says where an export was refused with this code; null where none was. */
export function refusalOf(code: unknown): "running" | "busy" | "role" | "failed" | null {
  if (typeof code !== "string") return null;
  return Object.hasOwn(refusals, code) ? (refusals[code] ?? null) : "failed";
}
