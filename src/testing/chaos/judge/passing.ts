import { z } from "zod";
import type { Receipt } from "@/testing/sockets/receipts";
import type { History } from "../history/history";
import type { Somebody } from "../world";

/** Who is here goes round without the log, and may have been held up on its way: by so much older rights it is judged. */
export const PASSING_MILLISECONDS = 12_000;

/** What tells of somebody in a ticket, and stands in no log. */
export const passingSchema = z.looseObject({
  ticketId: z.string(),
  internal: z.boolean().optional(),
  user: z.looseObject({ id: z.string().nullable() }).optional(),
});

/** Whom it is about, and by which database's records it is judged. */
interface Given {
  who: Somebody;
  people: readonly Somebody[];
  history: History;
}

/** Why somebody should not have been told who looks at a ticket or writes in it, or null. */
export function whyNotPassing(
  { who, people, history }: Given,
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
  // Whoever files or watches may write as such, by name: an agent who lost sight of it, say.
  const isAlwaysStaff =
    rights.length > 0 && rights.every((one) => one.role === "admin" || one.role === "viewer");
  return isAlwaysStaff ? "with the name of staff" : null;
}
