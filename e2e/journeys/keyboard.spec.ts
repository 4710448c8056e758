import { expect, type Page } from "@playwright/test";
import { ChatPage } from "../fixtures/chat-page";
import { password } from "../fixtures/people";
import { test } from "../fixtures/test";

/** Presses Tab until the element has the focus, as a person without a mouse would. */
async function tabTo(page: Page, isThere: () => Promise<boolean>, what: string): Promise<void> {
  for (let n = 0; n < 60; n++) {
    if (await isThere()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${what}`);
}

test("with the keyboard alone: sign in, ask, stop, open the receipt, buy, come back, sign out", async ({
  people,
  say,
  backstage,
}) => {
  const { page, email, slug, context } = await people.person({ name: "Kay Board" });
  await context.clearCookies({ name: /session/ });
  await page.goto("/sign-in");
  const focused = (name: string) => () =>
    page.evaluate((wanted) => {
      const element = document.activeElement;
      if (element === document.body) return false;
      const labels =
        element instanceof HTMLInputElement ? [...(element.labels ?? [])].map((label) => label.textContent ?? "") : [];
      return [element?.getAttribute("aria-label"), element?.textContent, ...labels].some((text) =>
        text?.replaceAll(/\s+/g, " ").includes(wanted),
      );
    }, name);
  await tabTo(page, focused(say("auth.email")), "the e-mail");
  await page.keyboard.type(email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/chat$/);

  const chat = new ChatPage(page, say, slug);
  await expect(chat.composer).toBeFocused();
  await page.keyboard.type("Write 2500 words about tea");
  await expect(chat.bound).toBeVisible();
  await page.keyboard.press("Enter");
  await chat.wroteAtLeast(40);
  await expect(chat.composer).toBeFocused();
  await page.keyboard.press("Escape");
  await chat.answered();

  await page.keyboard.press("ControlOrMeta+k");
  const palette = page.getByRole("dialog");
  await expect(palette.getByPlaceholder(say("shell.palettePlaceholder"))).toBeFocused();
  await page.keyboard.type(say("shell.credits"));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/credits/);
  const before = await backstage.balance(slug);
  await tabTo(
    page,
    () => page.evaluate(() => document.activeElement?.getAttribute("name") === "credit-pack"),
    "the packs",
  );
  await page.keyboard.press("ArrowLeft");
  await tabTo(page, focused("$10"), "the button that buys");
  await page.keyboard.press("Enter");
  await expect.poll(() => backstage.balance(slug)).toBe(before + 500_000_000n);

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type(say("shell.signOut"));
  await expect(page.getByRole("option", { name: say("shell.signOut") })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(/\/o\//);
});

test("the first Tab offers to skip to the content, and the focus is always seen", async ({ people, say }) => {
  const { page, slug } = await people.person();
  await page.goto(`/o/${slug}/credits`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: say("shell.skipToContent") })).toBeFocused();
  await page.keyboard.press("Enter");
  const hidden: string[] = [];
  for (let n = 0; n < 25; n++) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return "ok";
      const style = getComputedStyle(element);
      const around = element.closest("label");
      const outlined =
        style.outlineStyle !== "none" ||
        style.boxShadow !== "none" ||
        (around !== null && getComputedStyle(around).outlineStyle !== "none");
      const bordered = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
      return outlined || bordered ? "ok" : element.outerHTML.slice(0, 160);
    });
    if (seen !== "ok") hidden.push(seen);
  }
  expect(hidden).toEqual([]);
});
