/** What whole credits cost in micro-dollars, at a price of one credit in pico-USD. Rounded up, never below the price. */
export function purchasePriceUsdMicros(credits: number, creditPricePusd: bigint): bigint {
  return (BigInt(credits) * creditPricePusd + 999_999n) / 1_000_000n;
}
