import { expect, type Locator } from "@playwright/test";
import type { Visitor } from "../support/visitor";

/** The admin page that lists people. */
export class PeoplePage {
  constructor(readonly visitor: Visitor) {}

  async open(search = ""): Promise<void> {
    await this.visitor.goTo(`/admin/people${search}`);
    await expect(this.visitor.page.getByRole("heading", { level: 1, name: "People" })).toBeVisible();
    await this.visitor.untilConnected();
  }

  /** The row of a person. */
  row(name: string): Locator {
    return this.visitor.page
      .getByRole("table", { name: "People" })
      .getByRole("row")
      .filter({ hasText: name });
  }

  get search(): Locator {
    return this.visitor.page.getByRole("searchbox", { name: "Search names and addresses" });
  }

  /** Chooses in one of the filters above the list. */
  async filter(label: string, choice: string): Promise<void> {
    await this.visitor.page.getByRole("combobox", { name: new RegExp(`^${label}:`) }).click();
    await this.visitor.page.getByRole("option", { name: choice, exact: true }).click();
  }

  /** Opens the dialog that invites people. */
  async invite(): Promise<Locator> {
    await this.visitor.page.getByRole("button", { name: "Invite people" }).first().click();
    const dialog = this.visitor.page.getByRole("dialog", { name: "Invite people" });
    await expect(dialog).toBeVisible();
    return dialog;
  }
}

/** The admin page of one person. */
export class PersonPage {
  constructor(readonly visitor: Visitor) {}

  async open(person: { id: string; name: string }): Promise<void> {
    await this.visitor.goTo(`/admin/people/${person.id}`);
    await expect(this.heading(person.name)).toBeVisible();
    await this.visitor.untilConnected();
  }

  heading(name: string): Locator {
    return this.visitor.page.getByRole("heading", { level: 1, name });
  }

  /** A part of the page. */
  section(title: string): Locator {
    return this.visitor.page.getByRole("region", { name: title });
  }

  get name(): Locator {
    return this.section("Details").getByRole("textbox", { name: "Name" });
  }

  get role(): Locator {
    return this.section("Details").getByRole("combobox", { name: "Role" });
  }

  async chooseRole(role: string): Promise<void> {
    await this.role.click();
    await this.visitor.page.getByRole("option", { name: role, exact: true }).click();
  }

  async save(): Promise<void> {
    await this.section("Details").getByRole("button", { name: "Save" }).click();
  }

  /** Presses a button of the part about access. */
  async press(name: string): Promise<void> {
    await this.section("Access").getByRole("button", { name, exact: true }).click();
  }

  /** The question that is being asked. */
  get question(): Locator {
    return this.visitor.page.getByRole("alertdialog");
  }
}

/** The part about a person's data, and the dialog that erases it. */
export class PersonDataPart {
  constructor(
    readonly visitor: Visitor,
    private readonly words: { section: string; erase: string; name: string; confirm: string },
  ) {}

  get section(): Locator {
    return this.visitor.page.getByRole("region", { name: this.words.section });
  }

  get dialog(): Locator {
    return this.visitor.page.getByRole("dialog").filter({ has: this.name });
  }

  get name(): Locator {
    return this.visitor.page.getByRole("textbox", { name: this.words.name });
  }

  get confirm(): Locator {
    return this.dialog.getByRole("button", { name: this.words.confirm });
  }

  /** Opens the dialog by the keyboard. */
  async ask(): Promise<void> {
    const button = this.section.getByRole("button", { name: this.words.erase });
    await button.focus();
    await this.visitor.page.keyboard.press("Enter");
    await expect(this.name).toBeVisible();
  }

  /** Chooses a box by the keyboard. */
  async choose(label: string): Promise<void> {
    await this.dialog.getByRole("checkbox", { name: label }).focus();
    await this.visitor.page.keyboard.press("Space");
  }
}
