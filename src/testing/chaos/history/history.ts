import { seesAsStaff } from "@/features/tickets/policy";
import { readHistoryRows, type LogRow, type TicketNow } from "./rows";
import { rebuild, rebuildWatching, type Moment, type Past } from "./past";
import { RightsHistory, type Rights, type RightsChange } from "./rights";
import type { WorldPerson } from "../world";

/** A commit is stamped a moment before others can see it: so far apart, two may be seen in the other order. */
export const STAMP_SLACK_MILLISECONDS = 10;

/** The audiences of a ticket that a person may have had. */
interface Sides {
  staff: boolean;
  public: boolean;
}

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
  private merges: RightsChange[] = [];

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
    this.merges = rows.changes.filter((change) => change.mergedInto !== undefined);
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
  ): Sides {
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
          } else if (this.isParticipant(who, { ticketId: event.ticketId ?? "", past, moment }, from, to)) {
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
  sidesDuring(who: WorldPerson, ticketId: string, from: number, to: number): Sides {
    return this.sides(who, { type: "ticket:read", ticketId, version: null, committed: from }, to);
  }

  /**
   * Whether one of these accounts (of one person) certainly saw a ticket at every moment in between, and was not disabled; `staff`: in
   * the staff audience. Where it is not certain, it is false.
   */
  seesThroughout(
    accounts: readonly WorldPerson[],
    { ticketId, staff }: { ticketId: string; staff: boolean },
    from: number,
    to: number,
  ): boolean {
    const past = this.pasts.get(ticketId);
    const moments = past?.moments.filter((moment) => moment.at <= to && moment.until >= from) ?? [];
    return (
      past !== undefined &&
      moments.length > 0 &&
      moments.every((moment) => {
        const [begin, end] = [Math.max(from, moment.at), Math.min(to, moment.until)];
        const sees = (who: WorldPerson): boolean =>
          this.rights
            .during(who.id, begin, end)
            .every(
              (rights) =>
                !rights.isDisabled &&
                (this.seesAsStaff(rights, moment.teamId) ||
                  (!staff && participatesThroughout(who, past, moment, begin, end))),
            );
        return !moment.isDeleted && accounts.some(sees);
      })
    );
  }

  /** The accounts that were merged into this one, and when; in milliseconds since the epoch. */
  mergedInto(personId: string): { personId: string; at: number }[] {
    return this.merges.filter((one) => one.mergedInto === personId);
  }

  /** The tickets of the log. */
  get ticketIds(): string[] {
    return [...this.pasts.keys()];
  }

  /** Who watched a ticket, and when. */
  watchingOf(ticketId: string): Past["watching"] {
    return this.pasts.get(ticketId)?.watching ?? [];
  }

  /** Whose ticket it was, by its versions. */
  requestersOf(ticketId: string): string[] {
    return this.pasts.get(ticketId)?.moments.map(({ requesterId }) => requesterId) ?? [];
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
        moments,
        byPublicVersion: new Map([...moments].reverse().map((moment) => [moment.publicVersion, moment])),
        watching: rebuildWatching(own),
      });
    }
  }

  private isParticipant(
    who: WorldPerson,
    { ticketId, past, moment }: { ticketId: string; past: Past; moment: Moment },
    from: number,
    to: number,
  ): boolean {
    if (who.guestTicketId !== null) {
      return who.guestTicketId === ticketId;
    }
    // A deleted ticket becomes the other account's without an event.
    const isOfMerged = this.merges.some(
      (one) => one.personId === who.id && one.mergedInto === moment.requesterId && one.at >= from,
    );
    return (
      moment.requesterId === who.id ||
      isOfMerged ||
      past.watching.some((one) => one.personId === who.id && one.from <= to && one.to >= from)
    );
  }
}

function participatesThroughout(
  who: WorldPerson,
  past: Past,
  moment: Moment,
  from: number,
  to: number,
): boolean {
  return (
    moment.requesterId === who.id ||
    past.watching.some((one) => one.personId === who.id && one.from <= from && one.to >= to)
  );
}
