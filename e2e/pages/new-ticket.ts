import { expect, type Locator } from "@playwright/test";
import type { Visitor } from "../support/visitor";

/** The form that files a ticket, as requesters see it. */
export class NewTicketPage {
  readonly title: Locator;
  readonly description: Locator;
  readonly submit: Locator;

  constructor(private readonly visitor: Visitor) {
    this.title = visitor.page.getByRole("textbox", { name: "What is it about?" });
    this.description = visitor.page.getByRole("textbox", { name: "What happened?" });
    this.submit = visitor.page.getByRole("button", { name: "Send request" });
  }

  /** Opens it and waits until it is live. */
  async open(): Promise<void> {
    await this.visitor.goTo("/tickets/new");
    await expect(this.title).toBeVisible();
    await this.visitor.untilConnected();
  }

  /** Chooses files by the button. */
  async attach(...files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
    const chooser = this.visitor.page.waitForEvent("filechooser");
    await this.visitor.page.getByRole("button", { name: /^Add files/ }).click();
    await (await chooser).setFiles(files);
  }
}
