import { expect, type Locator } from "@playwright/test";
import type { Visitor } from "../support/visitor";

/** The sign-in page. */
export class SignInPage {
  readonly email: Locator;
  readonly password: Locator;
  readonly submit: Locator;

  constructor(private readonly visitor: Visitor) {
    this.email = visitor.page.getByRole("textbox", { name: "E-mail" });
    this.password = visitor.page.getByLabel("Password", { exact: true });
    this.submit = visitor.page.getByRole("button", { name: "Sign in", exact: true });
  }

  /** Opens it. */
  async open(): Promise<void> {
    await this.visitor.goTo("/sign-in");
    await expect(this.visitor.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  }

  /** Types both and presses the button; where it leads is the caller's to check. */
  async signIn(email: string, password: string): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.submit.click();
  }
}
