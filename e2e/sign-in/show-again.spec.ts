import { hashRecoveryCode, makeRecoveryCode, plainCode } from "@/features/second-factors/server/rules-codes";
import { pool } from "@/server/database/database";
import { makePerson } from "@/testing/factories";
import { expectAccessible } from "../support/accessible";
import { expect, test } from "../support/journey";
import { offerNothing, plugAuthenticatorIn } from "../support/virtual-authenticator";
import { AccountPage } from "../pages/account";

test("somebody without a password shows who they are by their passkey, long after they signed in", async ({
  desk,
}) => {
  const wim = await makePerson(desk.cast.organisation, {
    role: "agent",
    name: "Wim Bakker",
  });
  const visitor = await desk.enterByName(wim, { viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  await plugAuthenticatorIn(visitor);
  await offerNothing(visitor);
  const { page } = visitor;
  const account = new AccountPage(visitor);
  await account.open();
  await page.getByRole("button", { name: "Add a passkey" }).press("Enter");
  await page.getByRole("button", { name: "I have kept them" }).press("Enter");
  await expect(page.getByRole("list", { name: "Passkeys" }).getByRole("listitem")).toHaveCount(1);

  // Two hours later, with the page loaded anew.
  await pool().query("UPDATE sessions SET proven_at = now() - interval '2 hours' WHERE person_id = $1", [
    wim.id,
  ]);
  await account.open();
  await page.getByRole("button", { name: "New token" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "New personal token" });
  await dialog.getByRole("textbox", { name: "What is it for?" }).fill("Nightly export");
  await dialog.getByRole("button", { name: "Make token" }).press("Enter");
  const question = page.getByRole("dialog", { name: "Is it still you?" });
  await expect(question.getByText("Please use your passkey to go on.", { exact: false })).toBeVisible();
  await expect(question.getByLabel("Your password")).toHaveCount(0);
  await expectAccessible(visitor);
  await question.getByRole("button", { name: "Use a passkey" }).press("Enter");
  await expect(page.getByRole("dialog", { name: "Your new token" })).toBeVisible();
});

test("who comes by a provider that did not ask for a second factor shows theirs here, and goes on", async ({
  desk,
  stage,
}) => {
  const { id: organisationId } = desk.cast.organisation;
  const setRoles = (settings: object) =>
    pool().query(
      "UPDATE organisations SET settings = settings - 'secondFactorRoles' - 'secondFactorGraceDays' || $2::jsonb WHERE id = $1",
      [organisationId, JSON.stringify(settings)],
    );
  stage.provider?.people.set("vera", { name: "Vera Holm", roles: ["auditors"] });
  if (stage.provider) {
    stage.provider.signsIn = "vera";
  }
  const visitor = await desk.enter(null);
  const { page } = visitor;
  await visitor.goTo("/tickets");
  visitor.expectsAnotherPage();
  await page.getByRole("link", { name: "Sign in with Company login" }).press("Enter");
  await visitor.untilConnected();
  const { rows } = await pool().query<{ id: string }>("SELECT id FROM people WHERE name = 'Vera Holm'");
  const personId = rows[0]?.id ?? "";
  const code = makeRecoveryCode();
  await pool().query(
    "INSERT INTO totp_factors (person_id, organisation_id, secret, confirmed_at) VALUES ($1, $2, 'x', now())",
    [personId, organisationId],
  );
  await pool().query(
    "INSERT INTO recovery_codes (id, person_id, organisation_id, hash) VALUES (gen_random_uuid(), $1, $2, $3)",
    [personId, organisationId, hashRecoveryCode(personId, plainCode(code))],
  );
  await setRoles({ secondFactorRoles: ["viewer"], secondFactorGraceDays: 0 });
  try {
    await visitor.goTo("/tickets");
    await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 720 });
      await expectAccessible(visitor);
    }
    await page.getByRole("button", { name: /use a recovery code/ }).press("Enter");
    const field = page.getByRole("textbox", { name: "Recovery code" });
    await field.fill("AAAA-AAAA-AAAA-AAAA");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "This code is wrong" })).toBeVisible();
    await field.fill(code);
    visitor.expectsAnotherPage();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await visitor.untilConnected();
  } finally {
    await setRoles({});
  }
});
