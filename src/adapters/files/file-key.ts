/** Words of small letters and digits, joined by "-" and "/": safe as a path, in an address, and with every vendor. */
export function isFileKey(key: string): boolean {
  return key.length <= 200 && /^[a-z0-9]+(?:[/-][a-z0-9]+)*$/.test(key);
}

/** Keys are made by the application: another one is a fault of ours, and goes no further. */
export function assertFileKey(key: string): void {
  if (!isFileKey(key)) throw new Error(`"${key.slice(0, 200)}" is no key of a file`);
}
