import { presentLook } from "@/features/organisations/server/read-look";
import type { LogEvent } from "@/shared/events";
import type { Delivery } from "@/realtime/sockets/delivery";
import { guestsRoom, requestersRoom, staffRoom } from "@/realtime/sockets/rooms";
import type { EventEntities } from "./entities";
import { fitEvent } from "./fit-event";

/** How an organisation looks now goes to everybody of it, guests too: the page before signing in shows the same. */
export function toEverybody(
  { organisationId }: Extract<LogEvent, { type: "organisation:changed" }>,
  entities: EventEntities,
): Delivery[] {
  const row = entities.looks.get(organisationId);
  return row
    ? [
        {
          kind: "emit",
          rooms: [staffRoom(organisationId), requestersRoom(organisationId), guestsRoom(organisationId)],
          except: [],
          name: "organisation:changed",
          payload: fitEvent({ organisation: presentLook(row) }),
        },
      ]
    : [];
}
