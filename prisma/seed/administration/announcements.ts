import type { Sql } from "@/server/database/database";
import { insertRows } from "../load/insert";
import { idAt, type Directory } from "../load/ledger";
import { DAY, HOUR, MINUTE } from "../model/clock";
import { PEOPLE } from "../model/people";
import type { SeedTeamKey } from "../model/types";

/** An announcement of the demo; times are milliseconds from now. */
export interface SeedAnnouncement {
  message: string;
  level: "info" | "warning" | "critical";
  audience: "everybody" | "requesters" | "staff" | "team";
  team: SeedTeamKey | null;
  createdIn: number;
  startsIn: number;
  endsIn: number | null;
  phase: "planned" | "current" | "past";
}

/** One that is shown, one that is planned, and what was announced before. */
export const ANNOUNCEMENTS: readonly SeedAnnouncement[] = [
  {
    message: "The mail server was slow this morning. Messages from outside arrive again, some of them late.",
    level: "critical",
    audience: "everybody",
    team: null,
    createdIn: -23 * DAY,
    startsIn: -23 * DAY,
    endsIn: -23 * DAY + 5 * HOUR,
    phase: "past",
  },
  {
    message: "Returned laptops go to the cupboard in room 2.14 now, with a label that says whose they were.",
    level: "info",
    audience: "team",
    team: "workplace",
    createdIn: -16 * DAY,
    startsIn: -16 * DAY,
    endsIn: -9 * DAY,
    phase: "past",
  },
  {
    message:
      "The printers in Lisbon are being replaced this week. Please print on the third floor meanwhile.",
    level: "info",
    audience: "requesters",
    team: null,
    createdIn: -26 * HOUR,
    startsIn: -25 * HOUR,
    endsIn: 3 * DAY,
    phase: "current",
  },
  {
    message: "Maintenance of the network: VPN and shared folders are away for about an hour.",
    level: "warning",
    audience: "everybody",
    team: null,
    createdIn: -4 * HOUR,
    startsIn: 4 * DAY,
    endsIn: 4 * DAY + 90 * MINUTE,
    phase: "planned",
  },
];

/** When an announcement of the demo was made, and when it begins and ends. */
export function timesOf({ createdIn, startsIn, endsIn }: SeedAnnouncement, now: Date) {
  const at = (milliseconds: number) => new Date(now.getTime() + milliseconds);
  return { createdAt: at(createdIn), startsAt: at(startsIn), endsAt: endsIn === null ? null : at(endsIn) };
}

/** Writes the announcements, and which of the requesters have dismissed the current one; returns their ids, in their order. */
export async function loadAnnouncements(sql: Sql, directory: Directory, now: Date): Promise<string[]> {
  const rows = ANNOUNCEMENTS.map((announcement) => {
    const { createdAt, startsAt, endsAt } = timesOf(announcement, now);
    return {
      id: idAt(createdAt),
      organisation_id: directory.organisationId,
      level: announcement.level,
      message: announcement.message,
      audience: announcement.audience,
      team_id: announcement.team && directory.team(announcement.team).id,
      on_sign_in: false,
      starts_at: startsAt,
      ends_at: endsAt,
      phase: announcement.phase,
      created_at: createdAt,
    };
  });
  await insertRows(sql, "announcements", rows);
  const requesters = PEOPLE.filter(({ role }) => role === "user");
  await insertRows(
    sql,
    "announcement_dismissals",
    rows
      .filter(({ phase }) => phase === "current")
      .flatMap(({ id, starts_at: startsAt }) =>
        requesters
          // The first two are those whom a visitor signs in as: they see it.
          .filter((_, index) => index > 1 && index % 3 === 0)
          .map(({ key }, index) => ({
            announcement_id: id,
            person_id: directory.person(key).id,
            revision: 1,
            at: new Date(startsAt.getTime() + index * 20 * MINUTE),
          })),
      ),
  );
  return rows.map(({ id }) => id);
}
