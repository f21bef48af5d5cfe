import { notificationSchema, type NotificationDto } from "@/features/notifications/schema";
import { presentPerson, type PersonRow } from "@/features/users/server/present";

const kindSchema = notificationSchema.shape.kind;

/** A notification as read from its table, with its actor. */
export interface NotificationRow {
  id: string;
  person_id: string;
  kind: string;
  ticket_id: string;
  actor: PersonRow | null;
  created_at: Date;
  read_at: Date | null;
}

/** A notification as its receiver sees it; `ticket` is the ticket as it is now. */
export function presentNotification(
  row: NotificationRow,
  ticket: { number: number; title: string },
): NotificationDto {
  return {
    id: row.id,
    kind: kindSchema.parse(row.kind),
    ticketId: row.ticket_id,
    number: ticket.number,
    title: ticket.title,
    actor: row.actor ? presentPerson(row.actor, "public") : null,
    at: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  };
}
