import { describe, expect, test } from "vitest";
import { locales } from "~/i18n/locales";
import { renderMail } from "../../../../emails/render";
import { templateNames } from "../../../../emails/template-names";
import { templates } from "../../../../emails/templates";
import { frameMail } from "../frame-mail";

const rendered = templateNames.flatMap((name) => locales.map((locale) => ({ name, locale })));

describe.each(rendered)("$name in $locale", ({ name, locale }) => {
  test("reads as it was reviewed", async () => {
    const { subject, text } = await renderMail(name, templates[name].preview, locale);
    await expect(`${subject}\n\n${text}\n`).toMatchFileSnapshot(`./__snapshots__/${name}.${locale}.txt`);
  });

  test("has the same words as HTML and as text, a language, and nothing that is loaded or run", async () => {
    const { html, text } = await renderMail(name, templates[name].preview, locale);
    expect(html).toContain(`lang="${locale}"`);
    expect(html).not.toMatch(/<script|<img|<link|url\(|@import|<iframe|<form/i);
    const words = text.split(/\s+/).filter((word) => /^\p{L}{4,}$/u.test(word));
    expect(words.length).toBeGreaterThan(10);
    expect(words.filter((word) => !html.includes(word))).toEqual([]);
  });

  test("the same input is the same bytes: a provider compares what comes under one key", async () => {
    const [one, two] = [
      await renderMail(name, templates[name].preview, locale),
      await renderMail(name, templates[name].preview, locale),
    ];
    expect(two).toEqual(one);
  });
});

test("a Russian mail has no English left in it but names", async () => {
  for (const name of templateNames) {
    const { subject, text } = await renderMail(name, templates[name].preview, "ru");
    const latin = `${subject} ${text}`
      .replaceAll(/https?:\S+|\S+@\S+|[\w.-]+\.example/g, "")
      .match(/\p{Script=Latin}{2,}/gu);
    const names = [
      "Counterpart",
      "Halden",
      "Freight",
      "Mira",
      "Okafor",
      "Jonas",
      "Lind",
      "Firefox",
      "macOS",
      "UTC",
      "IP",
    ];
    expect((latin ?? []).filter((word) => !names.includes(word))).toEqual([]);
  }
});

test("headings keep their letters in the text: a name in capitals is another name", async () => {
  const { text } = await renderMail("reset-password", templates["reset-password"].preview, "en");
  expect(text).toContain("Choose a new password");
  expect(text).not.toMatch(/CHOOSE/);
});

test("names and addresses are text, whatever somebody puts into them", async () => {
  const evil = `<script>alert(1)</script><img src=x onerror=alert(1)>`;
  const { html } = await renderMail("password-changed", { ...templates["password-changed"].preview, name: evil }, "en");
  expect(html).not.toMatch(/<script|<img/i);
});

test("a line break in a subject begins no header", async () => {
  const { subject } = await renderMail(
    "test-mail",
    { ...templates["test-mail"].preview, host: "a.example\r\nBcc: x@y.example" },
    "en",
  );
  expect(subject).toBe("Test mail from a.example Bcc: x@y.example");
});

test("an organisation's mail bears its name and logo in the place of ours", async () => {
  const brand = { name: "Halden Freight", logoUrl: "https://counterpart.example/logo.png" };
  const { html, text } = await renderMail("test-mail", templates["test-mail"].preview, "en", brand);
  expect(text).toMatch(/^Halden Freight/);
  expect(html).toContain(`src="${brand.logoUrl}"`);
});

test("in a frame the mail brings a policy that loads nothing, and links that open beside it", async () => {
  const { html } = await renderMail("reset-password", templates["reset-password"].preview, "en");
  const framed = frameMail(html);
  expect(framed.indexOf("default-src 'none'")).toBeGreaterThan(framed.indexOf("<head>"));
  expect(framed.indexOf("default-src 'none'")).toBeLessThan(framed.indexOf("</head>"));
  expect(framed).toContain('<base target="_blank">');
  expect(frameMail("<p>no head</p>")).toMatch(/^<meta/);
});
