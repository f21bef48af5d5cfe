import { expect, type Locator } from "@playwright/test";
import type { Visitor } from "../support/visitor";

/** A ticket as staff see it, and as its requester does. */
export class TicketPage {
  readonly conversation: Locator;
  /** The reply field: "Reply" for staff, "Your reply" for requesters. */
  readonly reply: Locator;
  readonly note: Locator;
  readonly noteTab: Locator;
  readonly properties: Locator;
  readonly timeline: Locator;
  /** Who else has it open, to staff. */
  readonly others: Locator;

  constructor(readonly visitor: Visitor) {
    const { page } = visitor;
    this.conversation = page.getByRole("list", { name: "Conversation" });
    this.reply = page.getByRole("textbox", { name: /^(Reply|Your reply)$/ });
    this.note = page.getByRole("textbox", { name: "Internal note" });
    this.noteTab = page.getByRole("tab", { name: "Note" });
    this.properties = page.getByRole("region", { name: "Properties" });
    this.timeline = page.getByRole("list", { name: "Where this stands" });
    this.others = page.getByRole("list", { name: "Also here" });
  }

  /** Opens it and waits until it is live. */
  async open(ticket: { number: number }): Promise<void> {
    await this.visitor.goTo(`/tickets/${ticket.number}`);
    await expect(this.conversation).toBeVisible();
    await this.visitor.untilConnected();
  }

  /** What stands in the conversation with this text in it: messages, notes, lines of history. */
  message(text: string | RegExp): Locator {
    return this.conversation.locator(":scope > li").filter({ hasText: text });
  }

  /** Another viewer, by name and state: "Ada Brandt, typing". */
  other(name: string | RegExp): Locator {
    return this.others.getByRole("img", { name });
  }

  /** Answers everybody on the ticket. */
  async send(text: string): Promise<void> {
    await this.reply.fill(text);
    await this.visitor.page.getByRole("button", { name: "Send", exact: true }).click();
  }

  /** Writes among staff. */
  async addNote(text: string): Promise<void> {
    await this.noteTab.click();
    await this.note.fill(text);
    await this.visitor.page.getByRole("button", { name: "Add note" }).click();
  }

  /** Chooses a property's value in the panel: `choose("Status", "Waiting")`. */
  async choose(property: string, value: string): Promise<void> {
    await this.property(property).click();
    await this.visitor.page.getByRole("option", { name: value }).click();
  }

  /** A property of the panel that is chosen from a list. */
  property(name: string): Locator {
    return this.properties.getByRole("combobox", { name: new RegExp(`^${name}:`) });
  }

  /** Takes the ticket on. */
  async assignToMe(): Promise<void> {
    await this.properties.getByRole("button", { name: /^Assignee:/ }).click();
    await this.visitor.page.getByRole("button", { name: "Assign to me" }).click();
  }

  /** Chooses files by the paper clip. */
  async attach(...files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
    const chooser = this.visitor.page.waitForEvent("filechooser");
    await this.visitor.page.getByRole("button", { name: /^(Attach files|Add files or pictures)$/ }).click();
    await (await chooser).setFiles(files);
  }

  /** Pastes a picture into the reply, as after a screenshot. */
  async paste(name: string, picture: Buffer): Promise<void> {
    await this.reply.evaluate(
      (field, value) => {
        const bytes = Uint8Array.from(atob(value.base64), (character) => character.charCodeAt(0));
        const clipboard = new DataTransfer();
        clipboard.items.add(new File([bytes], value.name, { type: "image/png" }));
        field.dispatchEvent(
          new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }),
        );
      },
      { name, base64: picture.toString("base64") },
    );
  }

  /** Changes the title in its place, up to pressing Enter. */
  async editTitle(title: string): Promise<void> {
    await this.visitor.page.getByRole("button", { name: "Edit the title" }).click();
    await this.visitor.page.getByRole("textbox", { name: "Title" }).fill(title);
  }

  /**
   * Begins to count how often a text stands in the conversation at one moment; call what is returned for the most that
   * was seen since, also where it was only for a blink.
   */
  async countMost(text: string): Promise<() => Promise<number>> {
    const handle = await this.conversation.evaluateHandle((list, wanted) => {
      const count = (): number =>
        [...list.children].filter((item) => item.textContent?.includes(wanted)).length;
      const seen = { most: count() };
      new MutationObserver(() => (seen.most = Math.max(seen.most, count()))).observe(list, {
        childList: true,
        subtree: true,
        characterData: true,
      });
      return seen;
    }, text);
    return () => handle.evaluate((seen) => seen.most);
  }
}
