import type { ServerEventName } from "@/shared/protocol/protocol";

/** Whose view of an event a webhook is sent: "public" is that of requesters and those who follow, "staff" has notes too. */
export const WEBHOOK_SIDES = ["public", "staff"] as const;

/** One of WEBHOOK_SIDES. */
export type WebhookSide = (typeof WEBHOOK_SIDES)[number];

/** The events that a webhook can be sent, as pages show them: by what they are about. */
export const WEBHOOK_TYPE_GROUPS = {
  ticket: [
    "ticket:created",
    "ticket:updated",
    "ticket:statusChanged",
    "ticket:priorityChanged",
    "ticket:assigned",
    "ticket:activity",
    "ticket:deleted",
  ],
  comment: ["comment:added", "comment:updated", "comment:deleted"],
  attachment: ["attachment:added", "attachment:deleted"],
  assignment: ["assignment:requested", "assignment:decided"],
} as const satisfies Record<string, readonly ServerEventName[]>;

/** The name of an event that a webhook can be sent. */
export type WebhookType = (typeof WEBHOOK_TYPE_GROUPS)[keyof typeof WEBHOOK_TYPE_GROUPS][number];

/** Every event that a webhook can be sent. */
export const WEBHOOK_TYPES: readonly WebhookType[] = Object.values(WEBHOOK_TYPE_GROUPS).flat();

/** Those of them that only the staff side has. */
export const STAFF_TYPES: readonly WebhookType[] = WEBHOOK_TYPE_GROUPS.assignment;

/** Stands for all of them, also those of later releases. */
export const ALL_TYPES = "*";

/** The type of what is sent as a test. */
export const TEST_TYPE = "webhook.test";

/** How a webhook stands: nothing is wrong, something waits, nothing has arrived for some time, or it is disabled. */
export const WEBHOOK_STATES = ["working", "waiting", "failing", "disabled"] as const;

/** Why a webhook is disabled: an admin did it, the receiver answered 410 Gone, or nothing arrived for a day. */
export const DISABLED_BECAUSE = ["admin", "gone", "failing"] as const;

/** A delivery waits for its next try or for an earlier one of its ticket, arrived, was given up, or is not sent at all. */
export const DELIVERY_STATES = ["waiting", "sent", "failed", "cancelled"] as const;

/** Hours for which a delivery is tried, and after which a webhook that nothing reaches is disabled. */
export const HOURS_TRIED = 24;
