import { LANGUAGES } from "@/messages/locale";
import { presentNotice } from "@/features/notices/server/present";
import type { LogEvent } from "@/shared/events";
import type { Delivery } from "@/realtime/sockets/delivery";
import { fitEvent } from "../payload/fit-event";
import { adminsRoom, userRoom } from "@/realtime/sockets/rooms";
import type { EventEntities } from "../payload/entities";

type NoticeEvent = Extract<LogEvent, { type: "notice:added" | "notice:changed" }>;

/** A notice goes to the admins of its organisation, as it stands now, each in the language of their page. */
export function toAdmins(event: NoticeEvent, entities: EventEntities): Delivery[] {
  const notice = entities.notices.get(event.data.noticeId);
  if (!notice) {
    return [];
  }
  const name = event.type === "notice:added" ? "admin:notice" : "admin:noticeChanged";
  return LANGUAGES.map((language) => ({
    kind: "emit",
    rooms: [adminsRoom(event.organisationId, language)],
    except: [],
    name,
    payload: fitEvent({ notice: presentNotice(notice, language) }),
  }));
}

/** An acknowledgement goes to the person's other tabs, as long as they may see notices. */
export function toAcknowledger(
  event: Extract<LogEvent, { type: "notice:acknowledged" }>,
  entities: EventEntities,
): Delivery[] {
  const { personId, noticeIds, acknowledgedAt } = event.data;
  if (entities.people.get(personId)?.role !== "admin") {
    return [];
  }
  const payload = { ids: noticeIds, acknowledgedAt };
  return [
    { kind: "emit", rooms: [userRoom(personId)], except: [], name: "admin:noticesAcknowledged", payload },
  ];
}

/** That an entry of the audit was written goes to the admins, as ids: who may read the audit fetches it. */
export function toAdminsOfAudit(event: Extract<LogEvent, { type: "audit:added" }>): Delivery[] {
  return [
    {
      kind: "emit",
      rooms: LANGUAGES.map((language) => adminsRoom(event.organisationId, language)),
      except: [],
      name: "admin:audited",
      payload: event.data,
    },
  ];
}
