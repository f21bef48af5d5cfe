import { adminAnnouncementSchema, type AdminAnnouncementDto } from "@/features/announcements/schema";
import { makePerson } from "@/testing/factories";
import { announcementRow, banner } from "../pages/announcements";
import { expectAccessible } from "../support/accessible";
import type { Desk } from "../support/desk";
import { expect, test } from "../support/journey";

const PHONE = { viewport: { width: 360, height: 740 } };

async function announce(desk: Desk, input: Record<string, unknown>): Promise<AdminAnnouncementDto> {
  const answer = await (await desk.api(desk.cast.admin)).send("POST", "/api/announcements", input);
  expect(answer.status).toBe(201);
  return adminAnnouncementSchema.parse(answer.body);
}

async function remove(desk: Desk, { id }: AdminAnnouncementDto): Promise<void> {
  const answer = await (await desk.api(desk.cast.admin)).send("DELETE", `/api/announcements/${id}`);
  expect(answer.status).toBe(204);
}

test("an admin announces something to requesters by keyboard: they see it at once, staff do not; who dismisses it is rid of it until it changes; its end and the undoing of that reach every page", async ({
  desk,
}) => {
  const admin = await desk.enter(desk.cast.admin);
  const [asking, other, staff] = [
    await desk.enter(desk.cast.requester),
    await desk.enter(desk.cast.unrelated, { ...PHONE, colorScheme: "dark" }),
    await desk.enter(desk.cast.agent),
  ];
  for (const visitor of [asking, other, staff]) {
    await visitor.goTo("/tickets");
    await visitor.untilConnected();
  }
  const { page } = admin;
  await admin.goTo("/admin/announcements");
  await admin.untilConnected();

  await page.getByRole("button", { name: "New announcement" }).first().focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "New announcement" });
  await dialog.getByRole("button", { name: "Publish" }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toHaveText("Please write something.");
  await dialog.getByRole("textbox", { name: "Message" }).focus();
  await page.keyboard.type("Mail is down, we know.");
  await dialog.getByRole("radio", { name: "Note" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(dialog.getByText("Warning Mail is down, we know.")).toBeVisible();
  await dialog.getByRole("combobox", { name: "For whom" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "Requesters" }).press("Enter");
  await expect(dialog.getByRole("switch", { name: /Also on the sign-in page/ })).toBeDisabled();
  await dialog.getByRole("button", { name: "Publish" }).focus();
  await page.keyboard.press("Enter");
  await expect(announcementRow(page, "Mail is down")).toContainText("Requesters");

  for (const { page: requesters } of [asking, other]) {
    await expect(banner(requesters, "Mail is down, we know.")).toContainText("Warning");
    await expect(requesters.getByText("Warning: Mail is down, we know.")).toHaveAttribute("role", "status");
  }
  await expectAccessible(other);

  // Elsewhere it is dismissed, too, and stays so.
  const window = await desk.openWindow(asking);
  await window.goTo("/tickets/new");
  await window.untilConnected();
  await expect(banner(window.page, "Mail is down")).toBeVisible();
  await asking.page.getByRole("button", { name: "Dismiss: Mail is down, we know." }).focus();
  await asking.page.keyboard.press("Escape");
  await expect(banner(asking.page, "Mail is down")).toHaveCount(0);
  await expect(asking.page.locator("#main")).toBeFocused();
  await expect(banner(window.page, "Mail is down")).toHaveCount(0);
  await asking.reload();
  await asking.untilConnected();
  await expect(banner(asking.page, "Mail is down")).toHaveCount(0);
  await expect(banner(other.page, "Mail is down")).toBeVisible();

  await page.getByRole("button", { name: "Edit: Mail is down, we know." }).click();
  const editing = page.getByRole("dialog", { name: "Edit announcement" });
  await editing.getByRole("textbox", { name: "Message" }).fill("Mail is slow today.");
  await editing.getByRole("button", { name: "Save" }).click();
  await expect(banner(asking.page, "Mail is slow today.")).toBeVisible();
  await expect(banner(other.page, "Mail is slow today.")).toBeVisible();

  await page.getByRole("button", { name: "End now: Mail is slow today." }).click();
  for (const visitor of [asking, other, window]) {
    await expect(banner(visitor.page, "Mail is slow today.")).toHaveCount(0);
  }
  await expect(announcementRow(page, "Mail is slow today.")).toHaveCount(0);
  await page.getByRole("dialog", { name: "Ended" }).getByRole("button", { name: "Undo" }).click();
  await expect(banner(other.page, "Mail is slow today.")).toBeVisible();
  await page.getByRole("button", { name: "Delete: Mail is slow today." }).click();
  await expect(banner(other.page, "Mail is slow today.")).toHaveCount(0);

  // Whatever was for requesters never came to staff.
  await expect(banner(staff.page, "Mail")).toHaveCount(0);
  expect(JSON.stringify(await staff.received())).not.toMatch(/Mail is (down|slow)/);
});

test("what another admin changes meanwhile is shown at its field, and what was deleted comes back by undo, in both lists", async ({
  desk,
}) => {
  const made = await announce(desk, { message: "The lift is out of order.", audience: "staff" });
  const second = await makePerson(desk.cast.organisation, { role: "admin", name: "Nora Holm" });
  const [visitor, watching] = [await desk.enter(desk.cast.admin), await desk.enter(second)];
  for (const one of [visitor, watching]) {
    await one.goTo("/admin/announcements");
    await one.untilConnected();
    await expect(announcementRow(one.page, "The lift")).toBeVisible();
  }
  const { page } = visitor;
  await page.getByRole("button", { name: "Edit: The lift is out of order." }).click();
  const editing = page.getByRole("dialog", { name: "Edit announcement" });
  await editing.getByRole("textbox", { name: "Message" }).fill("Both lifts are out of order.");
  const changed = await (
    await desk.api(second)
  ).send("PATCH", `/api/announcements/${made.id}`, { message: "The lift is being repaired." });
  expect(changed.status).toBe(200);
  await expect(editing.getByText("The lift is being repaired.")).toBeVisible();
  await editing.getByRole("button", { name: "Save" }).click();
  await expect(editing.getByRole("alert")).toBeVisible();
  await editing.getByRole("button", { name: "Keep mine" }).click();
  await editing.getByRole("button", { name: "Save" }).click();
  await expect(editing).toHaveCount(0);
  await expect(announcementRow(watching.page, "Both lifts are out of order.")).toBeVisible();

  await page.getByRole("button", { name: "Delete: Both lifts are out of order." }).click();
  await expect(announcementRow(watching.page, "Both lifts")).toHaveCount(0);
  await page
    .getByRole("dialog", { name: "Announcement deleted" })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(announcementRow(watching.page, "Both lifts")).toBeVisible();
  await expect(announcementRow(page, "Both lifts")).toBeVisible();
  await remove(desk, made);
});

test("what is planned begins and ends by itself in an open page, the most pressing stands first, and a page that was cut off shows none that is over", async ({
  desk,
}) => {
  const visitor = await desk.enter(desk.cast.requester, PHONE);
  await visitor.goTo("/tickets");
  await visitor.untilConnected();
  const calm = await announce(desk, { message: "A new form for travel." });
  await expect(banner(visitor.page, "A new form")).toBeVisible();
  const urgent = await announce(desk, {
    message: "The network goes down at noon.",
    level: "critical",
    link: "https://status.example.org/",
    startsAt: new Date(Date.now() + 3_000).toISOString(),
    endsAt: new Date(Date.now() + 3_600_000).toISOString(),
  });
  await expect(banner(visitor.page, "The network")).toBeVisible();
  await expect(visitor.page.getByRole("alert").getByText("Urgent: The network")).toBeAttached();
  const rows = visitor.page.getByRole("region", { name: "Announcements" }).getByRole("listitem");
  await expect(rows).toHaveText([/^Urgent The network/, /^Note A new form/]);
  const link = banner(visitor.page, "The network").getByRole("link", { name: "Details" });
  await expect(link).toHaveAttribute("href", "https://status.example.org/");
  await expectAccessible(visitor);

  await visitor.page.context().setOffline(true);
  await expect(visitor.page.getByText(/^Offline since/)).toBeVisible({ timeout: 30_000 });
  await remove(desk, calm);
  const admin = await desk.api(desk.cast.admin);
  const ended = await admin.send("PATCH", `/api/announcements/${urgent.id}`, { ended: true });
  expect(ended.status).toBe(200);
  const late = await announce(desk, { message: "All is well again." });
  await visitor.page.context().setOffline(false);
  await expect(rows).toHaveText([/^Note All is well again/], { timeout: 30_000 });
  await remove(desk, late);
  await expect(rows).toHaveCount(0);
});

test("the sign-in page shows what is marked for it without a session, on a phone, in German and in the dark", async ({
  desk,
}) => {
  const inside = await announce(desk, { message: "Inside only." });
  const shown = await announce(desk, {
    message: "Mail is down, we know.",
    level: "warning",
    onSignIn: true,
    link: "https://status.example.org/mail",
  });
  const visitor = await desk.enter(null, { ...PHONE, locale: "de-DE", colorScheme: "dark" });
  await visitor.goTo("/sign-in");
  await expect(banner(visitor.page, "Mail is down, we know.", "Ankündigungen")).toContainText("Warnung");
  await expect(visitor.page.getByText("Inside only.")).toHaveCount(0);
  await expectAccessible(visitor);
  await remove(desk, shown);
  await remove(desk, inside);
  // It is asked for again when the page is looked at again.
  await visitor.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(banner(visitor.page, "Mail is down", "Ankündigungen")).toHaveCount(0);
});
