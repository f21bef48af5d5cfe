import type { Locator } from "@playwright/test";
import type { Visitor } from "../support/visitor";

/** The page of one's own account. */
export class AccountPage {
  readonly sessions: Locator;

  constructor(readonly visitor: Visitor) {
    this.sessions = visitor.page.getByRole("list", { name: "Where you are signed in" }).getByRole("listitem");
  }

  /** Opens it by the profile menu, as people do. */
  async openByMenu(): Promise<void> {
    const { page } = this.visitor;
    await page.getByRole("button", { name: /^Your account:/ }).click();
    await page.getByRole("menuitem", { name: "Your account" }).click();
    await page.getByRole("heading", { name: "Your account", level: 1 }).waitFor();
  }

  /** Opens it by its address. */
  async open(): Promise<void> {
    await this.visitor.goTo("/account");
    await this.visitor.untilConnected();
  }
}
