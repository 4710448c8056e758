/** A whole number of the smallest unit as an exact decimal number, without trailing zeros: 1250000n of 6 places is "1.25". */
export function decimalOf(amount: bigint, places: number): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(places + 1, "0");
  const fraction = digits.slice(-places).replace(/0+$/, "");
  return `${amount < 0n ? "-" : ""}${digits.slice(0, -places)}${fraction === "" ? "" : `.${fraction}`}`;
}
