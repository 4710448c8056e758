/** An integer count of 10^-scale units as a plain decimal with all its places, for files that machines read. */
export function decimalText(units: bigint, scale: number): string {
  const magnitude = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const sign = units < 0n ? "-" : "";
  return `${sign}${magnitude.slice(0, -scale)}.${magnitude.slice(-scale)}`;
}
