import type { ReactNode } from "react";
import type { NotificationDto } from "@/features/notifications/schema";
import type { Translate } from "@/messages/translation";

/** What happened, in a few words: "Alma Reyes replied". */
export function notificationSentence(
  t: Translate,
  notification: Pick<NotificationDto, "kind" | "actor">,
): ReactNode {
  const { kind, actor } = notification;
  return actor
    ? t.rich(`notifications.byActor.${kind}`, { name: () => <bdi>{actor.name}</bdi> })
    : t(`notifications.byNobody.${kind}`);
}

/** The same as plain text, for screen readers. */
export function notificationText(
  t: Translate,
  notification: Pick<NotificationDto, "kind" | "actor">,
): string {
  const { kind, actor } = notification;
  return actor
    ? t.markup(`notifications.byActor.${kind}`, { name: () => actor.name })
    : t(`notifications.byNobody.${kind}`);
}
