import type { Write } from "../actions/sender";
import type { Arrival } from "./post";

const MARKER = /\[\d+\.\d+\]/g;
const THREAD = /<ticket-([0-9a-f-]{36})@/;
const OF_TICKET = /^\/api\/tickets\/([0-9a-f-]{36})/;

/** The markers in a mail's words. */
export function markersOf({ mail }: Arrival): string[] {
  return [...new Set(`${mail.headers.get("subject") ?? ""}\n${mail.text}`.match(MARKER) ?? [])];
}

/** The tickets that writes with a marker were for. */
export function ticketsOfMarkers(writes: readonly Write[]): Map<string, string> {
  return new Map(
    writes.flatMap(({ marker, path, kind, madeId }) => {
      const ticketId = OF_TICKET.exec(path)?.[1] ?? (kind === "file" ? madeId : null);
      return marker === null || ticketId === null ? [] : [[marker, ticketId] as const];
    }),
  );
}

/** The tickets that a mail is about: of its thread, and of the words in it. */
export function ticketsOf(arrival: Arrival, ofMarkers: ReadonlyMap<string, string>): string[] {
  const thread = THREAD.exec(arrival.mail.headers.get("references") ?? "")?.[1];
  const named = markersOf(arrival).flatMap((marker) => ofMarkers.get(marker) ?? []);
  return [...new Set([...(thread === undefined ? [] : [thread]), ...named])];
}
