import { z } from "zod";
import type { Receipt } from "@/testing/sockets/receipts";
import type { History } from "../history/history";
import type { WorldPerson } from "../world";

/** Presence does not go through the log, and may have been delayed: it is judged by rights that are up to so much older. */
export const PASSING_MILLISECONDS = 12_000;

/** An event about a person in a ticket that is in no log. */
export const passingSchema = z.looseObject({
  ticketId: z.string(),
  internal: z.boolean().optional(),
  user: z.looseObject({ id: z.string().nullable() }).optional(),
});

/** The person that it is about, and the database by which it is judged. */
interface PassingContext {
  who: WorldPerson;
  people: readonly WorldPerson[];
  history: History;
}

/** Why a person must not have received a ticket's viewers or typing, or null. */
export function whyNotPassing(
  { who, people, history }: PassingContext,
  receipt: Receipt,
  { ticketId, internal, user }: z.infer<typeof passingSchema>,
): string | null {
  const from = receipt.at - PASSING_MILLISECONDS;
  const sides = history.sidesDuring(who, ticketId, from, receipt.at);
  if (sides.staff) {
    return null;
  }
  if (!sides.public || !receipt.name.startsWith("typing:")) {
    return "of a ticket that they do not see so";
  }
  if (internal === true) {
    return "of a note";
  }
  const writer = people.find((one) => one.id === user?.id);
  const rights = writer ? history.rightsDuring(writer, from, receipt.at) : [];
  // A requester or watcher may type as such, by name: for example an agent who lost staff access.
  const isAlwaysStaff =
    rights.length > 0 && rights.every((one) => one.role === "admin" || one.role === "viewer");
  return isAlwaysStaff ? "with the name of staff" : null;
}
