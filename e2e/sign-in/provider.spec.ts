import type { TestProvider } from "@/testing/providers/provider";
import { expectAccessible } from "../support/accessible";
import { expect, test } from "../support/journey";
import { SignInPage } from "../pages/sign-in";

/** Has somebody of the provider sign in next. */
function signsIn(provider: TestProvider | null, sub: string, claims: Record<string, unknown>): void {
  provider?.people.set(sub, claims);
  if (provider) {
    provider.signsIn = sub;
  }
}

test("an agent signs in by the provider, and out here and there", async ({ desk, stage }) => {
  signsIn(stage.provider, "pat", { name: "Pat Doe", roles: ["it-staff"] });
  const ticket = await desk.fileTicket();
  const visitor = await desk.enter(null);
  const { page } = visitor;
  await visitor.goTo(`/tickets/${ticket.number}`);
  const link = page.getByRole("link", { name: "Sign in with Company login" });
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 720 });
    await expect(link).toBeVisible();
    await expectAccessible(visitor);
  }
  visitor.expectsAnotherPage();
  await link.press("Enter");
  // The provider asks nobody here; the ticket that they came for is there.
  await expect(page.getByRole("heading", { name: ticket.title })).toBeVisible();
  await visitor.untilConnected();
  await page.getByRole("button", { name: "Your account: Pat Doe" }).click();
  visitor.expectsAnotherPage();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(new RegExp(`^${stage.provider?.issuer}/session/end`));
  visitor.expectsAnotherPage();
  await page.getByRole("button", { name: "Yes" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await visitor.goTo("/tickets");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("the button and a refusal speak German as well, and a password goes on working", async ({
  desk,
  stage,
}) => {
  const visitor = await desk.enter(null, { locale: "de-DE" });
  const { page } = visitor;
  await visitor.goTo("/sign-in");
  await expect(page.getByRole("link", { name: "Mit Company login anmelden" })).toBeVisible();
  await visitor.goTo("/sign-in?error=ProviderUnknown");
  await expect(page.getByText("Sie haben hier kein Konto", { exact: false })).toBeVisible();
  await expectAccessible(visitor);
  const english = await desk.enter(null);
  await new SignInPage(english).open();
  await expect(english.page.getByLabel("Password", { exact: true })).toBeVisible();
  expect(stage.provider?.issuer).toBeTruthy();
});
