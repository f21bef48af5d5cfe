import type { TicketReader } from "@/features/tickets/schema";
import type { OpenTicket } from "@/features/open-ticket/ui/state/room-state";

/** An event that a person has read the ticket up to a version. */
export interface ReadMark {
  userId: string;
  readVersion: number;
}

/** The readers after these events, received at the time `at`; an unchanged reader stays the same object. */
export function readOn(
  readers: readonly TicketReader[],
  marks: readonly ReadMark[],
  at: string,
): TicketReader[] {
  const versions = new Map<string, number>();
  for (const { userId, readVersion } of marks) {
    versions.set(userId, Math.max(readVersion, versions.get(userId) ?? 0));
  }
  return readers.map((reader) => {
    const version = versions.get(reader.person.id) ?? 0;
    return version > reader.version ? { ...reader, version, at } : reader;
  });
}

/** The key of readers who have read the description alone. */
export const DESCRIPTION = "description";

/**
 * Who has read up to which message: each reader under the last message that they have read and may see, by
 * its comment's id, the latest first. The viewer is left out, and so is every reader under a message of their
 * own.
 */
export function seenBy(
  { ticket, comments, history, earlier }: Pick<OpenTicket, "ticket" | "comments" | "history" | "earlier">,
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
    // A person who stopped before the loaded part stopped at a message that is not shown.
    ...(earlier?.comments
      ? []
      : [{ id: DESCRIPTION, authorId: ticket.requester.id, version: 1, internal: false }]),
    ...comments.flatMap(({ id, author, internal }) => {
      const version = versions.get(id);
      return version === undefined ? [] : [{ id, authorId: author.id, version, internal }];
    }),
  ];
  const seen = new Map<string, TicketReader[]>();
  for (const reader of readers) {
    const last = messages.findLast(
      (message) => message.version <= reader.version && !(message.internal && reader.audience === "public"),
    );
    if (last && last.authorId !== reader.person.id && reader.person.id !== viewerId) {
      seen.set(last.id, [...(seen.get(last.id) ?? []), reader]);
    }
  }
  seen.forEach((list) => list.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)));
  return seen;
}
