import { expect } from "@playwright/test";
import { locales } from "~/i18n/locales";
import { expectAccessible } from "../fixtures/axe";
import { expectNoSidewaysScroll } from "../fixtures/sideways";
import { test } from "../fixtures/test";

for (const language of locales) {
  test.describe(language, () => {
    test.use({ language });

    test("a person makes another organisation, names it, gives it an address, and is led by the old one and back to it", async ({
      people,
      say,
    }) => {
      const { page, slug } = await people.person({ organizationName: "Samferdsel" });
      await page.goto(`/o/${slug}/chat`);
      await page.getByRole("button", { name: say("shell.switchOrganisation") }).click();
      await page.getByRole("option", { name: say("shell.createOrganisation") }).click();
      await expect(page).toHaveURL("/organizations/new");
      await expectAccessible(page, "a new organisation");
      await page.getByRole("button", { name: say("organization.create.act") }).click();
      await expect(page.getByText(say("organization.create.nameError"))).toBeVisible();
      await page.getByLabel(say("organization.create.name")).fill("Nordlys Frakt");
      await page.getByRole("button", { name: say("organization.create.act") }).click();
      await expect(page).toHaveURL(/\/o\/nordlys-frakt[\w-]*\/settings\/members/);
      const made = new URL(page.url()).pathname.split("/")[2] ?? "";

      await page.goto(`/o/${made}/settings/general`);
      await page.getByLabel(say("organization.details.name")).fill("Nordlys Logistikk");
      await page.getByLabel(say("organization.details.timeZone")).fill("Europe/Oslo");
      await expectAccessible(page, "settings of an organisation, changed");
      await page.getByRole("button", { name: say("common.saveChanges") }).click();
      await expect(page.getByText(say("common.saved"))).toBeVisible();
      await page.reload();
      await expect(page.getByLabel(say("organization.details.timeZone"))).toHaveValue("Europe/Oslo");

      const address = page.getByLabel(say("organization.address.label"), { exact: true });
      await address.fill("кириллица");
      await page.getByRole("button", { name: say("organization.address.act") }).click();
      await expect(page.getByText(say("organization.address.wrong"))).toBeVisible();
      const wanted = `logistikk-${made.slice(-6).replaceAll("-", "x")}-${language}`;
      await address.fill(wanted);
      await expectAccessible(page, "an address that is wrong no more");
      await page.getByRole("button", { name: say("organization.address.act") }).click();
      await expect(page).toHaveURL(`/o/${wanted}/settings/general`);
      await page.goto(`/o/${made}/settings/general?kept=yes`);
      await expect(page).toHaveURL(`/o/${wanted}/settings/general?kept=yes`);

      // The next visit leads to where the person was last.
      await page.goto("/sign-in");
      await expect(page).toHaveURL(`/o/${wanted}/chat`);
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto(`/o/${wanted}/settings/general`);
      await expectNoSidewaysScroll(page, "settings of an organisation");
    });
  });
}
