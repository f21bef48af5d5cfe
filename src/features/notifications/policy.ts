import type { Audience } from "@/shared/events";
import type { NotificationKind } from "./schema";

/** Kinds that tell of internal notes: whoever sees the ticket's public side alone must not know that there are any. */
export const STAFF_KINDS: readonly NotificationKind[] = ["note", "mention"];

/** Whether somebody who sees this side of a ticket (null: not even that it exists) may be told this of it. */
export function maySeeNotification(kind: NotificationKind, audience: Audience | null): boolean {
  return audience === "staff" || (audience === "public" && !STAFF_KINDS.includes(kind));
}
