import type { LogEvent } from "@/shared/events";
import type { Delivery } from "@/realtime/sockets/delivery";
import { guestRoom, adminsAndViewersRoom, sessionRoom, staffRoom, userRoom } from "@/realtime/sockets/rooms";

type AccessEvent = Extract<LogEvent, { type: "session:ended" | "person:changed" | "team:changed" }>;

/** Whose session ended, or whose rights changed, is told so and disconnected; those come back with the new ones. */
export function toThoseWhoseAccessChanged(event: AccessEvent): Delivery[] {
  switch (event.type) {
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
        { kind: "emit", rooms: [userRoom(personId)], except: [], name: "sessions:changed", payload: {} },
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

/** Of a change of how they sign in, a person is told in all their tabs, and in those of the session that made it that it did. */
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
