import { presentPerson } from "@/features/users/server/present";
import type { LogEvent } from "@/shared/events";
import type { Delivery } from "@/realtime/sockets/delivery";
import { requestersRoom, staffRoom } from "@/realtime/sockets/rooms";
import type { EventEntities } from "../payload/entities";

/**
 * A person's new name goes to staff, who may see everybody. Other people learn only that somebody has another one, and fetch what they
 * may see; of an erased person the name tells nothing, so it goes to them, too. A guest's socket receives its ticket alone.
 */
export function toAllWithAccounts(
  { organisationId, data: { personId, isErased } }: Extract<LogEvent, { type: "person:renamed" }>,
  entities: EventEntities,
): Delivery[] {
  const row = entities.people.get(personId);
  if (!row) {
    return [];
  }
  const name = "person:renamed";
  const shown = isErased ? presentPerson(row, "public") : null;
  return [
    {
      kind: "emit",
      rooms: [staffRoom(organisationId)],
      except: [],
      name,
      payload: { userId: personId, person: presentPerson(row, "staff") },
    },
    {
      kind: "emit",
      rooms: [requestersRoom(organisationId)],
      except: [],
      name,
      payload: { userId: personId, person: shown },
    },
  ];
}
