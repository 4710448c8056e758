/** In which an organisation may be billed, by ISO 4217. */
export const currencies = [
  "USD",
  "EUR",
  "GBP",
  "CHF",
  "NOK",
  "SEK",
  "DKK",
  "PLN",
  "CZK",
  "RUB",
  "KZT",
  "TRY",
  "INR",
  "JPY",
  "CAD",
  "AUD",
] as const;
