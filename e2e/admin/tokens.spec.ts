import { makePerson } from "@/testing/factories";
import { HttpClient } from "@/testing/http/client";
import { expectAccessible } from "../support/accessible";
import { expect, test } from "../support/journey";

test("a service token is made on a phone, shown once, appears at another admin, and ends there", async ({
  desk,
}) => {
  const other = await makePerson(desk.cast.organisation, { role: "admin", name: "Nora Holm" });
  const mine = await desk.enter(desk.cast.admin, { viewport: { width: 360, height: 740 } });
  const theirs = await desk.enter(other, { locale: "de-DE", colorScheme: "dark" });
  for (const visitor of [mine, theirs]) {
    await visitor.goTo("/admin/tokens");
    await visitor.untilConnected();
  }
  await mine.page.getByRole("button", { name: "Make a service token" }).click();
  const dialog = mine.page.getByRole("dialog", { name: "New service token" });
  await dialog.getByRole("textbox", { name: "What is it for?" }).fill("Inventory");
  await expectAccessible(mine);
  await dialog.getByRole("button", { name: "Make token" }).click();
  const shown = mine.page.getByRole("dialog", { name: "Your new token" });
  const token = (await shown.getByLabel("Token", { exact: true }).textContent()) ?? "";
  expect(await new HttpClient(desk.server.url, token).get("/api/me")).toMatchObject({ name: "Inventory" });
  await shown.getByRole("button", { name: "I have copied it" }).click();

  const row = theirs.page.getByRole("listitem").filter({ hasText: "Inventory" });
  await expect(row).toContainText("Dienst");
  await expectAccessible(theirs);
  await row.getByRole("button", { name: "Token Inventory beenden" }).click();
  await theirs.page.getByRole("alertdialog").getByRole("button", { name: "Beenden" }).click();
  await expect(mine.page.getByRole("listitem").filter({ hasText: "Inventory" })).toHaveCount(0);
});
