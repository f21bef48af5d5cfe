import type { LibraryPlace } from "@/features/library/policy";
import { LANGUAGES } from "@/messages/locale";
import type { Delivery, EmitDelivery } from "@/realtime/sockets/delivery";
import {
  adminsRoom,
  guestsRoom,
  membersRoom,
  requestersRoom,
  staffRoom,
  userRoom,
} from "@/realtime/sockets/rooms";
import type { LogEvent } from "@/shared/events";

/** That something of the library is another goes to whom may see it, and to whom might before: its id alone, as they fetch it again. */
export function toUsersOfLibrary({
  organisationId,
  data: { kind, itemId, before, after },
}: Extract<LogEvent, { type: "library:changed" }>): Delivery[] {
  const rooms = [before, after].flatMap((place) => (place ? roomsOf(organisationId, place) : []));
  const delivery: EmitDelivery = {
    kind: "emit",
    rooms: [...new Set(rooms)],
    // A team's members who are no staff do not use it.
    except: [requestersRoom(organisationId), guestsRoom(organisationId)],
    name: "library:changed",
    payload: { kind, id: itemId },
  };
  return [delivery];
}

function roomsOf(organisationId: string, { scope, teamId, personId }: LibraryPlace): string[] {
  switch (scope) {
    case "mine":
      return personId === null ? [] : [userRoom(personId)];
    case "team":
      return teamId === null
        ? []
        : [membersRoom(teamId), ...LANGUAGES.map((language) => adminsRoom(organisationId, language))];
    case "organisation":
      return [staffRoom(organisationId)];
  }
}
