import { isAnnouncedTo, type AnnouncedTo } from "@/features/announcements/policy";
import { presentAnnouncement } from "@/features/announcements/server/present";
import { presentLook } from "@/features/organisations/server/read-look";
import { LANGUAGES } from "@/messages/locale";
import type { LogEvent } from "@/shared/events";
import type { Delivery, EmitDelivery } from "@/realtime/sockets/delivery";
import { fitEvent } from "../payload/fit-event";
import {
  adminsRoom,
  guestsRoom,
  membersRoom,
  requestersRoom,
  staffRoom,
  userRoom,
} from "@/realtime/sockets/rooms";
import type { EventEntities } from "../payload/entities";

type Changed = Extract<LogEvent, { type: "announcement:changed" }>;

/**
 * An announcement goes, as it stands now, to whom it is for; anybody who was shown it and is not any more gets null. Those who have
 * dismissed it as it stands get it as dismissed. Admins get its id, for their list.
 */
export function toAnnounced(event: Changed, entities: EventEntities): Delivery[] {
  const { organisationId } = event;
  const { announcementId, shownTo } = event.data;
  const row = entities.announcements.get(announcementId);
  const toAdmins: EmitDelivery = {
    kind: "emit",
    rooms: LANGUAGES.map((language) => adminsRoom(organisationId, language)),
    except: [],
    name: "admin:announcementChanged",
    payload: { announcementId },
  };
  const before = shownTo ? roomsOf(organisationId, shownTo) : [];
  if (!row || row.is_deleted || row.state !== "current") {
    return [changed(before, [], { announcementId, announcement: null }), toAdmins];
  }
  const to = { audience: row.audience, teamId: row.team_id };
  const now = roomsOf(organisationId, to);
  const dismissed = entities.dismissers
    .filter((one) => one.announcementId === row.id && isAnnouncedTo(one, to))
    .map(({ personId }) => userRoom(personId));
  return [
    changed(before, now, { announcementId, announcement: null }),
    changed(now, dismissed, { announcementId, announcement: presentAnnouncement(row, false) }),
    changed(dismissed, [], { announcementId, announcement: presentAnnouncement(row, true) }),
    toAdmins,
  ];
}

/** That a person has dismissed an announcement goes to their other tabs. */
export function toDismisser({
  data: { personId, announcementId, revision },
}: Extract<LogEvent, { type: "announcement:dismissed" }>): Delivery[] {
  const payload = { announcementId, revision };
  return [{ kind: "emit", rooms: [userRoom(personId)], except: [], name: "announcement:dismissed", payload }];
}

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

function roomsOf(organisationId: string, { audience, teamId }: AnnouncedTo): string[] {
  switch (audience) {
    case "everybody":
      return [staffRoom(organisationId), requestersRoom(organisationId)];
    case "requesters":
      return [requestersRoom(organisationId)];
    case "staff":
      return [staffRoom(organisationId)];
    case "team":
      return teamId === null ? [] : [membersRoom(teamId)];
  }
}

function changed(
  rooms: string[],
  except: string[],
  payload: Extract<EmitDelivery, { name: "announcement:changed" }>["payload"],
): EmitDelivery {
  return { kind: "emit", rooms, except, name: "announcement:changed", payload: fitEvent(payload) };
}
