import { readFile } from "node:fs/promises";
import { hashPassword } from "@/server/sign-in/passwords";
import { makePerson } from "@/testing/factories";
import { HttpClient } from "@/testing/http/client";
import { expectAccessible } from "../support/accessible";
import { PASSWORD } from "../support/cast";
import { expect, test } from "../support/journey";
import { makePicture } from "../support/picture";
import { AccountPage } from "../pages/account";

test("personal tokens: made, used and ended, by the keyboard", async ({ desk }) => {
  const tilda = await makePerson(desk.cast.organisation, {
    role: "agent",
    name: "Tilda Moor",
    email: `tilda-${process.pid}@example.org`,
    passwordHash: await hashPassword(PASSWORD),
  });
  const laptop = await desk.enter(tilda);
  const phone = await desk.enter(tilda, {
    viewport: { width: 360, height: 740 },
    locale: "de-DE",
    colorScheme: "dark",
  });
  const { page } = laptop;
  const account = new AccountPage(laptop);
  await account.open();
  await new AccountPage(phone).open();
  const tokens = page.getByRole("list", { name: "Personal tokens" }).getByRole("listitem");

  await page.getByRole("button", { name: "New token" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "New personal token" });
  await expect(dialog.getByRole("textbox", { name: "What is it for?" })).toBeFocused();
  await expect(dialog.getByRole("checkbox", { name: "Administer" })).toHaveCount(0);
  await expectAccessible(laptop);
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("Please say what it is for.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "What is it for?" }).fill("Nightly export");
  await dialog.getByRole("checkbox", { name: /^Write/ }).press("Space");
  await dialog.getByRole("button", { name: "Make token" }).press("Enter");
  const made = page.getByRole("dialog", { name: "Your new token" });
  const token = await made.getByText(/^helpejo_/).innerText();
  await expectAccessible(laptop);
  await made.getByRole("button", { name: "I have copied it" }).press("Enter");
  await expect(tokens).toHaveCount(1);
  await expect(tokens).toContainText("Nightly export");
  await expect(tokens).toContainText("Not used yet");

  // The phone, in German, is notified; and the token works.
  const there = phone.page.getByRole("list", { name: "Persönliche Tokens" }).getByRole("listitem");
  await expect(there).toHaveCount(1);
  await expect(phone.page.getByText("wurde ein persönliches Token erzeugt")).toBeVisible();
  await expectAccessible(phone);
  const script = new HttpClient(desk.server.url, token);
  expect((await script.send("GET", "/api/me")).body).toMatchObject({ name: "Tilda Moor" });
  await account.open();
  await expect(tokens).toContainText("from 127.0.0.1");

  await page.getByRole("button", { name: "End the token Nightly export" }).press("Enter");
  const question = page.getByRole("alertdialog", { name: "End the token Nightly export?" });
  await expectAccessible(laptop);
  await question.getByRole("button", { name: "End", exact: true }).press("Enter");
  await expect(tokens).toHaveCount(0);
  await expect(there).toHaveCount(0);
  expect((await script.send("GET", "/api/me")).status).toBe(401);
});

test("a picture is chosen, cropped by the keyboard, seen by others and removed; and all data is downloaded", async ({
  desk,
}) => {
  const pat = await makePerson(desk.cast.organisation, { role: "agent", name: "Pat Field" });
  const laptop = await desk.enter(pat);
  const { page } = laptop;
  const account = new AccountPage(laptop);
  await account.open();
  const zone = page.getByRole("combobox", { name: "Time zone" });
  await zone.fill("tokyo");
  await page.getByRole("option", { name: "Asia/Tokyo" }).waitFor();
  await page.keyboard.press("Enter");
  const used = page.getByRole("list", { name: "Where you are signed in" }).locator("time").first();
  const at = (await used.getAttribute("datetime")) ?? "";
  await expect(used).toHaveAttribute(
    "title",
    new Intl.DateTimeFormat("en-US", {
      dateStyle: "long",
      timeStyle: "medium",
      timeZone: "Asia/Tokyo",
    }).format(new Date(at)),
  );
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Upload picture" }).press("Enter"),
  ]);
  await chooser.setFiles({ name: "me.png", mimeType: "image/png", buffer: await makePicture() });
  const dialog = page.getByRole("dialog", { name: "Your picture" });
  const zoom = dialog.getByRole("slider", { name: "Zoom" });
  await zoom.focus();
  await page.keyboard.press("PageUp");
  await expect(zoom).not.toHaveValue("0");
  await dialog.getByRole("slider", { name: "From left to right" }).press("ArrowRight");
  await expectAccessible(laptop);
  await dialog.getByRole("button", { name: "Use this" }).press("Enter");
  await expect(page.getByText("Your picture is saved.")).toBeVisible();
  const shown = page.locator("main img").first();
  await expect(shown).toHaveAttribute("src", new RegExp(`^/api/people/${pat.id}/avatar\\?v=`));
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(256);
  await expectAccessible(laptop);

  // Beside what they write, for a colleague.
  const ticket = await desk.fileTicket();
  await desk.comment(pat, ticket, "With my picture");
  const colleague = await desk.enter(desk.cast.admin);
  await colleague.goTo(`/tickets/${ticket.number}`);
  await expect(colleague.page.locator(`img[src^="/api/people/${pat.id}/avatar"]`).first()).toBeVisible();

  await page.getByRole("button", { name: "Remove picture" }).press("Enter");
  await expect(page.getByRole("button", { name: "Upload picture" })).toBeVisible();

  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download as JSON" }).press("Enter"),
  ]);
  expect(file.suggestedFilename()).toBe("helpejo-account.json");
  expect(JSON.parse(await readFile(await file.path(), "utf8"))).toMatchObject({
    profile: { name: "Pat Field" },
    commentsWritten: [{ body: "With my picture" }],
  });
});
