/** Where an open ticket's state is kept among the queries. */
export function ticketKey(ticketId: string): readonly ["ticket", string] {
  return ["ticket", ticketId];
}

/** Where the deleted tickets of an admin are kept among the queries. */
export const DELETED_TICKETS_KEY = ["deleted tickets"];
