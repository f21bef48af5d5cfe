import type { Locator } from "@playwright/test";
import { makePerson } from "@/testing/factories";
import { expectAccessible, findInBothSchemes } from "../support/accessible";
import { expect, test } from "../support/journey";
import { makePicture } from "../support/picture";
import type { Visitor } from "../support/visitor";

const PHONE = { viewport: { width: 360, height: 740 } };
const BLUE = "#1d4ed8";

const region = (visitor: Visitor, name: string): Locator =>
  visitor.page.getByRole("region", { name, exact: true });
const brandOf = (visitor: Visitor): Locator =>
  visitor.page.getByRole("link", { name: /, (all active tickets|sign in)$/ }).first();
const logoOf = (visitor: Visitor): Locator =>
  visitor.page.locator("img[src^='/api/organisation/logo']").first();
const tokenOf = (visitor: Visitor, name: string): Promise<string> =>
  visitor.page.evaluate((token) => getComputedStyle(document.documentElement).getPropertyValue(token), name);

test.afterEach(async ({ desk }) => {
  const api = await desk.api(desk.cast.admin);
  await api.send("PATCH", "/api/admin/settings", { name: desk.cast.organisation.name, accent: null });
  await api.send("DELETE", "/api/admin/settings/logo");
});

test("name, logo and colour change on every open page without a reload, and come with the next", async ({
  desk,
}) => {
  const other = await makePerson(desk.cast.organisation, { role: "admin", name: "Nora Holm" });
  const mine = await desk.enter(desk.cast.admin);
  const theirs = await desk.enter(other);
  const requester = await desk.enter(desk.cast.requester);
  for (const visitor of [mine, theirs]) {
    await visitor.goTo("/admin/settings");
    await visitor.untilConnected();
  }
  await requester.goTo("/tickets");
  await requester.untilConnected();
  const before = await tokenOf(requester, "--accent");

  const logo = region(mine, "Logo");
  await logo
    .getByLabel("Logo file")
    .setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: await makePicture() });
  await expect(logo.getByRole("img", { name: "The logo" })).toBeVisible();
  await expect(region(theirs, "Logo").getByRole("img", { name: "The logo" })).toBeVisible();
  await expect(logoOf(requester)).toBeVisible();

  const colour = region(mine, "Colour");
  await colour.getByRole("switch", { name: "A colour of your own" }).click();
  await colour.getByRole("textbox", { name: "The colour as a code" }).fill("#ffd400");
  await expect(colour).toContainText("words need 4.5:1");
  // What stands above may still grow while it is pressed.
  await expect(async () => {
    await colour.getByRole("button", { name: /^Use #/ }).click();
    await expect(colour).toContainText("everybody can read them", { timeout: 3_000 });
  }).toPass({ timeout: 30_000 });
  await colour.getByRole("textbox", { name: "The colour as a code" }).fill(BLUE);
  await colour.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => tokenOf(requester, "--accent")).not.toBe(before);
  await expect(region(theirs, "Colour").getByRole("textbox", { name: "The colour as a code" })).toHaveValue(
    BLUE,
  );

  const general = region(mine, "Organisation");
  await general.getByRole("textbox", { name: "Name" }).fill("Quay Repairs");
  await general.getByRole("button", { name: "Save" }).click();
  await expect(brandOf(theirs)).toContainText("Quay Repairs");
  await expect(requester.page.getByText("Quay Repairs").first()).toBeAttached();

  const visitor = await desk.enter(null);
  await visitor.goTo("/sign-in");
  await expect(logoOf(visitor)).toBeVisible();
  await expect(brandOf(visitor)).toContainText("Quay Repairs");
  // It came with the HTML: nothing is drawn in another colour first.
  expect(await visitor.page.locator("style").first().textContent()).toContain("--accent:oklch(");
  expect(await findInBothSchemes(visitor.page)).toEqual([]);
  expect(await findInBothSchemes(mine.page)).toEqual([]);
  await logo.getByRole("button", { name: "Remove" }).click();
  await expect(logoOf(requester)).toHaveCount(0);
});

test("hours of work, languages and the time zone are set on a phone, in German and in the dark", async ({
  desk,
}) => {
  const visitor = await desk.enter(desk.cast.admin, { ...PHONE, locale: "de-DE", colorScheme: "dark" });
  await visitor.goTo("/admin/settings");
  await visitor.untilConnected();
  const speech = region(visitor, "Sprachen und Zeitzone");
  await speech.getByRole("combobox", { name: "Zeitzone" }).fill("Berlin");
  await visitor.page.getByRole("option", { name: "Europe/Berlin" }).click();
  await speech.getByRole("button", { name: "Speichern" }).click();
  const hours = region(visitor, "Arbeitszeiten");
  await expect(hours).toContainText("nach der Uhr von Europe/Berlin");
  await hours.getByRole("button", { name: "Samstag: weitere Zeit" }).click();
  await hours.getByLabel("Samstag: Ende der 1. Zeit").fill("12:30");
  await hours.getByRole("button", { name: "Freitag: 1. Zeit entfernen" }).click();
  await hours.getByRole("textbox", { name: "Freie Tage" }).fill("2026-12-25");
  await hours.getByRole("switch", { name: "Fälligkeiten zählen nur Arbeitsstunden" }).click();
  await expectAccessible(visitor);
  await hours.getByRole("button", { name: "Speichern" }).click();
  await expect(hours.getByRole("button", { name: "Speichern" })).toHaveCount(0);
  await visitor.reload();
  await expect(hours.getByLabel("Samstag: Ende der 1. Zeit")).toHaveValue("12:30");
  await expect(hours.getByLabel("Freitag: Beginn der 1. Zeit")).toHaveCount(0);
  const api = await desk.api(desk.cast.admin);
  const reset = await api.send("PATCH", "/api/admin/settings", {
    dueInWorkingHours: false,
    timeZone: null,
    holidays: [],
    workingHours: [...Array.from({ length: 5 }, () => [{ from: 540, to: 1020 }]), [], []],
  });
  expect(reset.status).toBe(200);
});
