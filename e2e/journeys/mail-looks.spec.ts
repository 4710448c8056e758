import { type APIRequestContext, expect, type Page } from "@playwright/test";
import sharp from "sharp";
import { z } from "zod";
import { locales } from "~/i18n/locales";
import { templateNames } from "../../emails/template-names";
import { colors } from "../../emails/theme";
import { test } from "../fixtures/test";

const widths = [360, 680] as const;
/** Kept pictures are for people to look at; what may not change is asserted. */
const picturesOf = (name: string) => `test-results/mails/${name}.png`;

test("every mail, in both languages, narrow and wide: nothing sticks out, words can be read, the colours are ours", async ({
  people,
}) => {
  const { page, context } = await people.superadmin();
  for (const name of templateNames) {
    for (const language of locales) {
      const html = await previewOf(context.request, name, language);
      expect(html).toContain(`lang="${language}"`);
      for (const width of widths) {
        const what = `${name}-${language}-${width}`;
        await page.setViewportSize({ width, height: 200 });
        await page.setContent(html);
        const seen = await measure(page);
        expect(seen.overflow, `${what} sticks out`).toBeLessThanOrEqual(0);
        expect(seen.smallest, `${what} has letters too small to read`).toBeGreaterThanOrEqual(12);
        expect(seen.contrasts.length, `${what} has words`).toBeGreaterThan(3);
        expect(Math.min(...seen.contrasts), `${what} has words too pale to read`).toBeGreaterThanOrEqual(4.5);
        if (seen.action !== null) {
          expect(seen.action.height, `${what} has a button for fingers`).toBeGreaterThanOrEqual(38);
          expect(seen.action.right, `${what} keeps its button inside`).toBeLessThanOrEqual(width - 12);
        }
        const shares = await sharesOf(await page.screenshot({ fullPage: true, path: picturesOf(what) }));
        // A page that stayed empty or lost its colours has other shares.
        expect(shares.card, `${what} shows its card`).toBeGreaterThan(0.2);
        expect(shares.page, `${what} shows the page around it`).toBeGreaterThan(0.03);
        expect(shares.ink, `${what} shows its words`).toBeGreaterThan(0.001);
        if (seen.action !== null) expect(shares.primary, `${what} shows its button`).toBeGreaterThan(0.004);
      }
    }
  }
});

/** The mail as the page of templates gets it: rendered by the application itself. */
async function previewOf(request: APIRequestContext, template: string, locale: string): Promise<string> {
  const input = encodeURIComponent(JSON.stringify({ json: { template, locale } }));
  const response = await request.get(`/api/trpc/mail.preview?input=${input}`);
  return Answer.parse(await response.json()).result.data.json.html;
}

const Answer = z.object({ result: z.object({ data: z.object({ json: z.object({ html: z.string() }) }) }) });

type Seen = {
  overflow: number;
  smallest: number;
  contrasts: number[];
  action: { height: number; right: number } | null;
};

/** Sizes and contrasts of everything that holds words. */
function measure(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const parse = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (color: string) => {
      const [r = 0, g = 0, b = 0] = parse(color).map((part) => {
        const share = part / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const backdrop = (element: Element | null): string => {
      if (element === null) return "rgb(255, 255, 255)";
      const { backgroundColor } = getComputedStyle(element);
      return parse(backgroundColor)[3] === 0 ? backdrop(element.parentElement) : backgroundColor;
    };
    const worded = [...document.body.querySelectorAll("*")].filter(
      (element) =>
        element.checkVisibility({ opacityProperty: true }) &&
        [...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? "").trim() !== ""),
    );
    const shown = worded.filter((element) => element.getBoundingClientRect().height > 4);
    const contrasts = shown.map((element) => {
      const [one, two] = [luminance(getComputedStyle(element).color), luminance(backdrop(element))];
      return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    });
    const button = [...document.querySelectorAll("a")].find(
      (link) => getComputedStyle(link).display === "inline-block",
    );
    const box = button?.getBoundingClientRect();
    return {
      overflow: document.documentElement.scrollWidth - window.innerWidth,
      smallest: Math.min(...shown.map((element) => Number.parseFloat(getComputedStyle(element).fontSize))),
      contrasts,
      action: box === undefined ? null : { height: box.height, right: box.right },
    };
  });
}

/** How much of a picture has each of the design's colours. */
async function sharesOf(png: Buffer): Promise<Record<"page" | "card" | "ink" | "primary", number>> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += info.channels) {
    const color = data.readUIntBE(at, 3);
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const share = (hex: string) => (counts.get(Number.parseInt(hex.slice(1), 16)) ?? 0) / (info.width * info.height);
  return { page: share(colors.page), card: share(colors.card), ink: share(colors.ink), primary: share(colors.primary) };
}
