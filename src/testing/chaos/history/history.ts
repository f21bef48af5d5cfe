import { seesAsStaff } from "@/features/tickets/policy";
import { readHistoryRows, type LogRow, type TicketNow } from "./rows";
import { rebuild, rebuildWatching, type Past } from "./past";
import { RightsHistory, type Rights } from "./rights";
import type { WorldPerson } from "../world";

/** A commit is stamped a moment before others can see it: so far apart, two may be seen in the other order. */
export const STAMP_SLACK_MILLISECONDS = 10;

/** The state of every ticket and person over time, rebuilt from one database's log: receipts are judged by it. */
export class History {
  readonly events = new Map<string, LogRow>();
  /** By notification: its person, and the event that announces it. */
  readonly notified = new Map<string, { personId: string; event: LogRow }>();
  /** By person: their sessions and connections that were ended. */
  private readonly endings = new Map<string, LogRow[]>();
  epoch = "";
  private snapshot: string | null = null;
  private readonly byTicket = new Map<string, LogRow[]>();
  private readonly pasts = new Map<string, Past>();
  private tickets = new Map<string, TicketNow>();
  private sealedTeams = new Set<string>();
  private rights: RightsHistory;

  constructor(
    private url: string,
    private readonly people: readonly WorldPerson[],
  ) {
    this.rights = new RightsHistory(people, []);
  }

  /** Sets where the same database is found from now on. */
  moveTo(url: string): void {
    this.url = url;
  }

  /** Reads what was committed since the last time; throws while the database is away. */
  async refresh(): Promise<void> {
    const rows = await readHistoryRows(this.url, this.snapshot);
    this.epoch = rows.epoch;
    this.snapshot = rows.snapshot;
    this.rights = new RightsHistory(this.people, rows.changes);
    this.sealedTeams = new Set(rows.sealedTeams);
    this.tickets = new Map(rows.tickets.map((ticket) => [ticket.id, ticket]));
    const touched = new Set<string>();
    for (const event of rows.events) {
      if (this.events.has(event.id)) {
        continue;
      }
      this.events.set(event.id, event);
      event.receivers?.forEach(({ personId, notificationId }) =>
        this.notified.set(notificationId, { personId, event }),
      );
      if (event.ending) {
        const { personId } = event.ending;
        this.endings.set(personId, [...this.endingsOf(personId), event]);
      }
      if (event.ticketId !== null) {
        touched.add(event.ticketId);
        const own = this.byTicket.get(event.ticketId) ?? [];
        this.byTicket.set(event.ticketId, own);
        own.push(event);
      }
    }
    for (const ticketId of touched) {
      this.rebuild(ticketId);
    }
  }

  /** The events that ended a person's sessions, or the rights of their connections. */
  endingsOf(personId: string): readonly LogRow[] {
    return this.endings.get(personId) ?? [];
  }

  /** Frees its data, when it is not needed any more. */
  forget(): void {
    [this.events, this.notified, this.endings, this.byTicket, this.pasts].forEach((map) => map.clear());
  }

  /** Problems of the log itself: versions with gaps or repetitions, for either audience. */
  holes(): string[] {
    const found: string[] = [];
    for (const [ticketId, own] of this.byTicket) {
      const counted = (side: "version" | "publicVersion"): number[] =>
        own.flatMap((event) => event[side] ?? []).sort((a, b) => a - b);
      for (const list of [counted("version"), counted("publicVersion")]) {
        const index = list.findIndex((version, place) => version !== place + 1);
        if (index >= 0) {
          found.push(`${ticketId}: ${list[index]} stands at ${index + 1}`);
        }
      }
    }
    return found;
  }

  /**
   * The audiences of its ticket that a person may have had when this event was committed or later, up to the
   * moment `at`. A deletion goes to people who saw the ticket until then, or would see it as it was.
   */
  sides(
    who: WorldPerson,
    event: Pick<LogRow, "type" | "ticketId" | "version" | "committed">,
    at: number,
  ): { staff: boolean; public: boolean } {
    const seen = { staff: false, public: false };
    const past = this.pasts.get(event.ticketId ?? "");
    if (!past) {
      return seen;
    }
    const { moments } = past;
    const first =
      event.version === null
        ? moments.findIndex((moment) => moment.until > event.committed - STAMP_SLACK_MILLISECONDS)
        : event.version - (event.type === "ticket:deleted" ? 2 : 1);
    for (let index = Math.max(0, first); index < moments.length; index++) {
      const moment = moments[index];
      if (!moment || moment.at > at + STAMP_SLACK_MILLISECONDS) {
        break;
      }
      const from = Math.max(moment.at, event.committed) - STAMP_SLACK_MILLISECONDS;
      const isDeletion = event.type === "ticket:deleted" && index === first;
      const to = (isDeletion ? at : Math.min(moment.until, at)) + STAMP_SLACK_MILLISECONDS;
      if (!moment.isDeleted) {
        for (const rights of this.rightsDuring(who, from, to)) {
          if (this.seesAsStaff(rights, moment.teamId)) {
            seen.staff = true;
          } else if (isParticipant(who, past, event.ticketId ?? "", from, to)) {
            seen.public = true;
          }
        }
      }
      if (seen.staff) {
        break;
      }
    }
    return seen;
  }

  /** The audiences of a ticket that a person may have had at some moment in between, as far as its versions show. */
  sidesDuring(
    who: WorldPerson,
    ticketId: string,
    from: number,
    to: number,
  ): { staff: boolean; public: boolean } {
    return this.sides(who, { type: "ticket:read", ticketId, version: null, committed: from }, to);
  }

  /** The rights that a person had at some moment in between; none while they were disabled. */
  rightsDuring(who: WorldPerson, from: number, to: number): Rights[] {
    return this.rights.during(who.id, from, to).filter((rights) => !rights.isDisabled);
  }

  /** Team and tags as the public audience saw them at a public version. */
  publicSide(ticketId: string, publicVersion: number): { teamId: string | null; tags: unknown } | null {
    const moment = this.pasts.get(ticketId)?.byPublicVersion.get(publicVersion);
    if (!moment) {
      return null;
    }
    return moment.teamId !== null && this.sealedTeams.has(moment.teamId)
      ? { teamId: null, tags: [] }
      : { teamId: moment.teamId, tags: moment.tags };
  }

  private seesAsStaff(rights: Rights, teamId: string | null): boolean {
    const actor = { role: rights.role, teamIds: [...rights.teamIds] };
    return seesAsStaff(actor, { teamId, teamIsPrivate: teamId !== null && this.sealedTeams.has(teamId) });
  }

  private rebuild(ticketId: string): void {
    const now = this.tickets.get(ticketId);
    const own = this.byTicket.get(ticketId);
    if (now && own) {
      const moments = rebuild(own, now);
      this.pasts.set(ticketId, {
        requesterId: now.requesterId,
        moments,
        byPublicVersion: new Map([...moments].reverse().map((moment) => [moment.publicVersion, moment])),
        watching: rebuildWatching(own),
      });
    }
  }
}

function isParticipant(who: WorldPerson, past: Past, ticketId: string, from: number, to: number): boolean {
  if (who.guestTicketId !== null) {
    return who.guestTicketId === ticketId;
  }
  return (
    past.requesterId === who.id ||
    past.watching.some((one) => one.personId === who.id && one.from <= to && one.to >= from)
  );
}
