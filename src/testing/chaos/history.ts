import { seesAsStaff } from "@/features/tickets/policy";
import { pool } from "@/server/database";
import type { EventType } from "@/shared/events";
import { eventDataSchemas } from "@/shared/events";
import type { Actor } from "@/shared/roles";

/** One row of the log. */
export interface LogRow {
  id: string;
  type: EventType;
  audience: "public" | "staff" | null;
  ticket_id: string | null;
  version: number | null;
  public_version: number | null;
  subject_id: string | null;
  data: unknown;
  at: Date;
}

/** A ticket after one of its versions. */
interface Moment {
  version: number;
  publicVersion: number;
  at: number;
  /** When the next version took its place. */
  until: number;
  teamId: string | null;
  tags: unknown;
  isDeleted: boolean;
}

interface Past {
  requesterId: string;
  moments: Moment[];
  /** When whom was a watcher. */
  watching: { personId: string; from: number; to: number }[];
}

/** A removal is stamped before it commits, so somebody may rightly receive something a little later than its stamp. */
const COMMIT_SLACK_MILLISECONDS = 3_000;

/** What every ticket was like after each of its versions, rebuilt from the log: by this receipts are judged. */
export class History {
  readonly events = new Map<string, LogRow>();
  private readonly pasts = new Map<string, Past>();
  private readonly sealedTeams = new Set<string>();

  /** Reads the whole log. */
  static async read(): Promise<History> {
    const history = new History();
    const { rows: teams } = await pool().query<{ id: string }>("SELECT id FROM teams WHERE is_private");
    teams.forEach((team) => history.sealedTeams.add(team.id));
    const { rows: tickets } = await pool().query<{
      id: string;
      requester_id: string;
      team_id: string | null;
      tags: string[];
    }>("SELECT id, requester_id, team_id, tags FROM tickets");
    const { rows: events } = await pool().query<LogRow>(
      "SELECT id, type, audience, ticket_id, version, public_version, subject_id, data, at FROM events ORDER BY ticket_id, version NULLS LAST, at, id",
    );
    events.forEach((event) => history.events.set(event.id, event));
    for (const ticket of tickets) {
      const own = events.filter((event) => event.ticket_id === ticket.id);
      history.pasts.set(ticket.id, {
        requesterId: ticket.requester_id,
        moments: rebuild(own, ticket),
        watching: rebuildWatching(own),
      });
    }
    return history;
  }

  /** Problems of the log itself: versions with holes or repetitions, on either side. */
  holes(): string[] {
    const found: string[] = [];
    for (const [ticketId, past] of this.pasts) {
      const versions = past.moments.map((moment) => moment.version);
      const open = [...this.events.values()]
        .filter((event) => event.ticket_id === ticketId && event.public_version !== null)
        .map((event) => event.public_version);
      for (const list of [versions, open.sort((a, b) => (a ?? 0) - (b ?? 0))]) {
        list.forEach(
          (version, index) =>
            version !== index + 1 && found.push(`${ticketId}: ${version} stands at ${index + 1}`),
        );
      }
    }
    return found;
  }

  /** Which sides of a ticket somebody may have seen at `version` or after it, up to the moment `at`. */
  sides(actor: Actor, ticketId: string, version: number, at: number): { staff: boolean; public: boolean } {
    const past = this.pasts.get(ticketId);
    const later =
      past?.moments.filter((moment) => moment.version >= version && moment.at <= at && !moment.isDeleted) ??
      [];
    return {
      staff: later.some((moment) => this.isStaffSide(actor, moment)),
      public:
        past !== undefined && later.some((moment) => this.isParticipant(actor, ticketId, past, moment, at)),
    };
  }

  /** Team and tags as the public side saw them at a public version. */
  publicSide(ticketId: string, publicVersion: number): { teamId: string | null; tags: unknown } | null {
    const moment = this.pasts.get(ticketId)?.moments.find((one) => one.publicVersion === publicVersion);
    if (!moment) {
      return null;
    }
    return moment.teamId !== null && this.sealedTeams.has(moment.teamId)
      ? { teamId: null, tags: [] }
      : { teamId: moment.teamId, tags: moment.tags };
  }

  private isStaffSide(actor: Actor, moment: Moment): boolean {
    return seesAsStaff(actor, {
      teamId: moment.teamId,
      teamIsPrivate: moment.teamId !== null && this.sealedTeams.has(moment.teamId),
    });
  }

  private isParticipant(actor: Actor, ticketId: string, past: Past, moment: Moment, at: number): boolean {
    if (actor.role === "guest") {
      return actor.guestTicketId === ticketId;
    }
    return (
      past.requesterId === actor.id ||
      past.watching.some(
        (one) =>
          one.personId === actor.id &&
          one.from <= Math.min(at, moment.until) &&
          one.to + COMMIT_SLACK_MILLISECONDS >= moment.at,
      )
    );
  }
}

/** Walks the changes back from what the ticket is now. */
function rebuild(events: LogRow[], now: { team_id: string | null; tags: unknown }): Moment[] {
  let { team_id: teamId, tags } = now;
  let until = Number.MAX_SAFE_INTEGER;
  const moments: Moment[] = [];
  const counted = events.filter((event) => event.version !== null);
  for (const event of [...counted].reverse()) {
    moments.unshift({
      version: event.version ?? 0,
      publicVersion: 0,
      at: event.at.getTime(),
      until,
      teamId,
      tags,
      isDeleted: event.type === "ticket:deleted",
    });
    until = event.at.getTime();
    if (event.type === "ticket:updated") {
      const { changes } = eventDataSchemas["ticket:updated"].parse(event.data);
      teamId = changes.team ? (typeof changes.team.from === "string" ? changes.team.from : null) : teamId;
      tags = changes.tags ? changes.tags.from : tags;
    }
  }
  let publicVersion = 0;
  moments.forEach((moment, index) => {
    publicVersion = counted[index]?.public_version ?? publicVersion;
    moment.publicVersion = publicVersion;
  });
  return moments;
}

function rebuildWatching(events: LogRow[]): Past["watching"] {
  const spans: Past["watching"] = [];
  for (const event of events.filter(
    (one) => one.type === "watcher:added" || one.type === "watcher:removed",
  )) {
    const personId = event.subject_id ?? "";
    if (event.type === "watcher:added") {
      spans.push({ personId, from: event.at.getTime(), to: Number.MAX_SAFE_INTEGER });
    } else {
      const last = spans.filter((span) => span.personId === personId).at(-1);
      if (last) {
        last.to = event.at.getTime();
      }
    }
  }
  return spans;
}
