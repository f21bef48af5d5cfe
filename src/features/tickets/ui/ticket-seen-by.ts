import type { TicketReader } from "@/features/tickets/schema";
import type { OpenTicket } from "./use-ticket-room";

/** Where those stand who have read on to the description alone. */
export const DESCRIPTION = "description";

/**
 * Who has read up to which message: each reader under the last message that they have read, by its comment's id, the
 * latest first. Nobody is told of themselves, nor under a message of their own, which they have read of course.
 */
export function seenBy(
  { ticket, comments, history }: Pick<OpenTicket, "ticket" | "comments" | "history">,
  readers: readonly TicketReader[],
  viewerId: string,
): Map<string, TicketReader[]> {
  const versions = new Map(
    history.flatMap((entry) =>
      entry.name === "comment:added" && entry.thingId !== null
        ? [[entry.thingId, entry.version] as const]
        : [],
    ),
  );
  const messages = [
    { id: DESCRIPTION, authorId: ticket.requester.id, version: 1 },
    ...comments.flatMap(({ id, author }) => {
      const version = versions.get(id);
      return version === undefined ? [] : [{ id, authorId: author.id, version }];
    }),
  ];
  const seen = new Map<string, TicketReader[]>();
  for (const reader of readers) {
    const last = messages.findLast((message) => message.version <= reader.version);
    if (last && last.authorId !== reader.person.id && reader.person.id !== viewerId) {
      seen.set(last.id, [...(seen.get(last.id) ?? []), reader]);
    }
  }
  seen.forEach((list) => list.sort((a, b) => (a.at < b.at ? 1 : -1)));
  return seen;
}
