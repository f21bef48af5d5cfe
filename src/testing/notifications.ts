import { applyNew, applyRead } from "@/features/notifications/apply";
import {
  notificationPageSchema,
  newNotificationSchema,
  notificationsReadEventSchema,
  type NotificationPage,
} from "@/features/notifications/schema";
import { notifyReaction } from "@/features/notifications/server/react";
import { readReaction } from "@/features/notifications/server/react-read";
import { runConsumer } from "@/realtime/log/consumer";
import type { HttpClient } from "./http/client";
import type { SocketClient } from "./sockets/client";
import { until } from "./wait";

/** Writes the notifications of everything that was committed since the last call, as the background does by itself; the first call begins at the log's end. */
export function notifyPeople(): Promise<number> {
  return runConsumer("notify people", [notifyReaction, readReaction]);
}

/** A person's notifications as they are fetched. */
export async function fetchNotifications(http: HttpClient, query = ""): Promise<NotificationPage> {
  return notificationPageSchema.parse(await http.get(`/api/notifications${query}`));
}

/**
 * The notifications of a client that fetched them before `change` and applied its events by the published
 * rule. Waits until an event called `name` came.
 */
export async function followNotifications(
  client: SocketClient,
  name: "notification:new" | "notification:read" | "notification:unread",
  change: () => Promise<unknown>,
): Promise<NotificationPage> {
  await notifyPeople();
  const before = await fetchNotifications(client.http);
  const known = client.receipts.length;
  await change();
  await notifyPeople();
  await until(`${name} was received`, () => client.receipts.slice(known).some((one) => one.name === name));
  return client.receipts.slice(known).reduce((held, { name: event, payload }) => {
    switch (event) {
      case "notification:new":
        return applyNew(held, newNotificationSchema.parse(payload));
      case "notification:read":
      case "notification:unread":
        return applyRead(held, notificationsReadEventSchema.parse(payload));
      default:
        return held;
    }
  }, before);
}
