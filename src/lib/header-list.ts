const isName = /^[\w!#$%&'*+.^`|~-]+$/;
const isValue = /^[\t\x20-\x7e]*$/;

/**
 * `name=value,other=value`, values percent-encoded, as OpenTelemetry describes it.
 * @returns undefined where it is no such list, so that whoever reads a configuration can name the variable.
 */
export function readHeaderList(list: string): Record<string, string> | undefined {
  const headers: Record<string, string> = {};
  for (const pair of list.split(",")) {
    if (pair.trim() === "") continue;
    const at = pair.indexOf("=");
    const name = pair.slice(0, at).trim();
    const value = decoded(pair.slice(at + 1).trim());
    if (at === -1 || !isName.test(name) || value === undefined || !isValue.test(value)) return undefined;
    headers[name] = value;
  }
  return headers;
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
