import { hashPassword } from "@/server/sign-in/passwords";
import { pool } from "@/server/database/database";
import { personLdif, SERVICE, startDirectory } from "@/testing/processes/directory";
import { SignInPage } from "../pages/sign-in";
import { findInBothSchemes } from "../support/accessible";
import { expect, test } from "../support/journey";

const THEIRS = "a password of the directory";

test("an admin tries a directory step by step and keeps it, and its people come in by their name", async ({
  desk,
}) => {
  const { admin } = desk.cast;
  await pool().query("UPDATE people SET password_hash = $2 WHERE id = $1", [
    admin.id,
    await hashPassword("a password of the admin"),
  ]);
  const directory = await startDirectory(
    personLdif("jo", { password: THEIRS, mail: "jo@dir.example", cn: "Jo Winter" }),
  );
  try {
    const settings = directory.settings();
    const visitor = await desk.enter(admin);
    await visitor.goTo("/admin/sign-in");
    const section = visitor.page.getByRole("region", { name: "Directory (LDAP)" });
    await section.getByRole("textbox", { name: "Address", exact: true }).fill(settings.url);
    await section.getByRole("textbox", { name: "Base DN" }).fill(settings.baseDn);
    await section.getByRole("textbox", { name: "Name that searches" }).fill(SERVICE.dn);
    await section.getByLabel("Its password", { exact: true }).fill("wrong");
    await section.getByRole("textbox", { name: "Certificate of the authority" }).fill(directory.certificate);
    await section.getByRole("textbox", { name: "Somebody's name or address" }).fill("jo");
    await section.getByLabel("Their password", { exact: true }).fill(THEIRS);
    await section.getByRole("button", { name: "Test" }).click();
    const steps = section.getByRole("list", { name: "What each step came to" });
    await expect(steps.getByRole("listitem").nth(2)).toContainText("failed");

    await section.getByLabel("Its password", { exact: true }).fill(SERVICE.password);
    await section.getByRole("button", { name: "Test" }).click();
    await expect(steps.getByRole("listitem").last()).toContainText("fine");
    await expect(steps).not.toContainText("failed");
    await section.getByRole("button", { name: "Save" }).click();
    await expect(section.getByText("On", { exact: true })).toBeVisible();

    const jo = await desk.enter(null);
    await jo.goTo("/sign-in");
    await expect(jo.page.getByRole("textbox", { name: "E-mail or user name" })).toBeVisible();
    jo.expectsAnotherPage();
    await new SignInPage(jo).signIn("jo", THEIRS);
    await expect(jo.page.getByRole("button", { name: /Jo Winter/ })).toBeVisible();

    await section.getByRole("button", { name: "Remove" }).click();
    await visitor.page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await expect(section.getByText("Off", { exact: true })).toBeVisible();
  } finally {
    await directory.stop();
  }
});

test("a field that is wrong says so at its place", async ({ desk }) => {
  const visitor = await desk.enter(desk.cast.admin);
  await visitor.goTo("/admin/sign-in");
  const section = visitor.page.getByRole("region", { name: "Directory (LDAP)" });
  await section.getByRole("textbox", { name: "Address", exact: true }).fill("https://ldap.example");
  await section.getByRole("textbox", { name: "Base DN" }).fill("dc=example,dc=org");
  await section.getByRole("button", { name: "Save" }).click();
  const field = section.getByRole("textbox", { name: "Address", exact: true });
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toBeFocused();
});

test("the ways in fit a phone, in both languages and the dark, and axe finds nothing", async ({ desk }) => {
  for (const locale of ["en-US", "de-DE"]) {
    const visitor = await desk.enter(desk.cast.admin, { viewport: { width: 360, height: 740 }, locale });
    await visitor.goTo("/admin/sign-in");
    await expect(visitor.page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await findInBothSchemes(visitor.page)).toEqual([]);
  }
});
