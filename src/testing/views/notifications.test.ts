import { afterEach, expect, it } from "vitest";
import { deleteTicket, restoreTicket } from "@/features/tickets/server/write-delete";
import { setUpDesk } from "../desk/setup";
import { fetchNotifications, notifyPeople } from "../notifications";
import { NotificationView } from "./notifications";
import { NotificationDesk, type Name } from "../desk/notifications";
import { until } from "../wait";

// The chaos run trusts what these hold: here each thing that changes it happens by itself, and nothing else does.
const server = setUpDesk();
const desk = NotificationDesk.setUp();
const views: NotificationView[] = [];
afterEach(() => views.splice(0).forEach((view) => view.end()));

async function bellOf(name: Name): Promise<NotificationView> {
  const client = await server.connect(desk.who(name));
  const view = new NotificationView(client);
  views.push(view);
  view.open();
  await until("the bell is there", () => view.isCalm());
  return view;
}

async function isTrue(name: Name, view: NotificationView, unread: number): Promise<void> {
  await notifyPeople();
  await until(`${name} has ${unread} unread`, () => view.isCalm() && view.held().unread === unread);
  const { items } = await fetchNotifications(await server.http(desk.who(name)));
  expect(view.held()).toEqual({ items, hasMore: false, unread });
}

it("a bell shows at every moment what a fresh fetch shows: notified, read, moved away, renamed, deleted, and come back", async () => {
  const ticket = await desk.filed("rosa");
  const alma = await bellOf("alma");
  await isTrue("alma", alma, 1);
  await desk.change("ada", ticket, { assigneeId: desk.who("alma").id });
  await desk.say("rosa", ticket, "It hurts.");
  await isTrue("alma", alma, 3);
  expect(await alma.readOne()).toBe(true);
  await isTrue("alma", alma, 2);
  await desk.change("ada", ticket, { title: "Another title" });
  await until("it is renamed", () => alma.held().items.every(({ title }) => title === "Another title"));
  await desk.change("ada", ticket, { teamId: desk.sealed.id });
  await isTrue("alma", alma, 0);
  await desk.change("ada", ticket, { teamId: null });
  await isTrue("alma", alma, 2);
  await deleteTicket(desk.who("ada"), ticket.id);
  await isTrue("alma", alma, 0);
  await restoreTicket(desk.who("ada"), ticket.id);
  await isTrue("alma", alma, 2);
  alma.close();
  // In a team that she is not of, it could not be hers any more.
  await desk.change("ada", ticket, { assigneeId: desk.who("alma").id });
  alma.open();
  await isTrue("alma", alma, 3);
});

it("a person who watches a ticket again gets their old notifications back, though they did it themselves", async () => {
  const ticket = await desk.filed("rosa");
  const otto = await bellOf("otto");
  await desk.watch("ada", ticket, "otto");
  await desk.say("alma", ticket, "Hello.");
  await isTrue("otto", otto, 2);
  await desk.watch("ada", ticket, "otto", false);
  await isTrue("otto", otto, 0);
  await desk.watch("ada", ticket, "otto");
  await isTrue("otto", otto, 3);
});
