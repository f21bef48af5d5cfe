import type { LogEvent } from "@/shared/events";
import type { Delivery } from "@/realtime/sockets/delivery";
import { guestRoom, adminsAndViewersRoom, sessionRoom, staffRoom, userRoom } from "@/realtime/sockets/rooms";

type AccessEvent = Extract<
  LogEvent,
  { type: "session:started" | "session:ended" | "person:changed" | "team:changed" }
>;

/** A person whose session ended or whose rights changed is notified and disconnected; a person with changed rights comes back with the new ones. */
export function toThoseWhoseAccessChanged(event: AccessEvent): Delivery[] {
  switch (event.type) {
    case "session:started":
      return [toList(event.data.personId)];
    case "session:ended": {
      const { sessionId, personId, exceptSessionId, reason } = event.data;
      const rooms = sessionId ? [sessionRoom(sessionId)] : [userRoom(personId), guestRoom(personId)];
      return [
        {
          kind: "disconnect",
          rooms,
          except: exceptSessionId ? [sessionRoom(exceptSessionId)] : [],
          name: "session:ended",
          payload: { reason },
        },
        // Those who are still connected may be looking at the list of their sessions.
        toList(personId),
      ];
    }
    case "person:changed":
      return [
        {
          kind: "disconnect",
          rooms: [userRoom(event.data.personId)],
          except: [],
          name: "session:changed",
          payload: { reason: event.data.reason },
        },
      ];
    case "team:changed":
      return [
        {
          kind: "disconnect",
          rooms: [staffRoom(event.organisationId)],
          except: [adminsAndViewersRoom(event.organisationId)],
          name: "session:changed",
          payload: { reason: "teams" },
        },
      ];
  }
}

function toList(personId: string): Delivery {
  return { kind: "emit", rooms: [userRoom(personId)], except: [], name: "sessions:changed", payload: {} };
}

/** A change of how a person signs in is sent to all their tabs; the tabs of the session that made it get it marked as their own. */
export function toAccountOwner(event: Extract<LogEvent, { type: "account:changed" }>): Delivery[] {
  const { personId, change, sessionId } = event.data;
  const own = sessionId === null ? [] : [sessionRoom(sessionId)];
  const changed = (rooms: string[], except: string[], isOwn: boolean): Delivery => ({
    kind: "emit",
    rooms,
    except,
    name: "account:changed",
    payload: { change, at: event.at.toISOString(), isOwn },
  });
  return [changed(own, [], true), changed([userRoom(personId)], own, false)];
}
