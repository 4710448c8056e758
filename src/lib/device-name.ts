export type Device = { browser: string | null; system: string | null; phone: boolean };

// The first match wins: browsers name their ancestors too, so the descendants come first.
const browsers: readonly [RegExp, string][] = [
  [/\bEdgA?\//, "Edge"],
  [/\b(OPR|Opera)\//, "Opera"],
  [/\bYaBrowser\//, "Yandex Browser"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const systems: readonly [RegExp, string][] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac OS X\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

/** What a user agent says of itself, in two brand names; null for what it does not say. */
export function deviceOf(userAgent: string | null): Device {
  const text = (userAgent ?? "").slice(0, 500);
  const system = systems.find(([pattern]) => pattern.test(text))?.[1] ?? null;
  return {
    browser: browsers.find(([pattern]) => pattern.test(text))?.[1] ?? null,
    system,
    phone: system === "iPhone" || (system === "Android" && /\bMobile\b/.test(text)),
  };
}
