import type { Audience } from "@/shared/events";
import type { NotificationKind } from "./schema";

/** Kinds about internal notes: the public audience must not learn that there are any. */
export const STAFF_KINDS: readonly NotificationKind[] = ["note", "mention"];

/** Whether a person of this audience of a ticket (null: none) may get a notification of this kind. */
export function maySeeNotification(kind: NotificationKind, audience: Audience | null): boolean {
  return audience === "staff" || (audience === "public" && !STAFF_KINDS.includes(kind));
}
