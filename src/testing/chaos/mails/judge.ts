import type { Write } from "../actions/sender";
import type { FaultLog } from "../fault-log";
import type { Eras } from "../history/eras";
import type { Problem } from "../judge/judge";
import { SEALED_NAME, type World, type WorldPerson } from "../world";
import { markersOf, ticketsOf, ticketsOfMarkers } from "./about";
import type { Arrival } from "./post";

/** Between the moment in which a mail is written, by the rights of then, and its arrival. */
const UNDER_WAY_MILLISECONDS = 2_000;
/** How far back a mail may have been written at most, however much is disturbed. */
const LONGEST_MILLISECONDS = 30_000;
const STEP_MILLISECONDS = 250;
/** Around the arrival of a mail: what goes wrong then may hide that it was taken. */
const TAKING_MILLISECONDS = 1_000;
/** What stands before the marker of a message; titles, which have one too, come again and again. */
const SAID = /(?:words|SECRET-NOTE|Edited|changed)\s+$/;
/** A mail of a database whose time is over may come so late. */
const LATE_MILLISECONDS = 15_000;

/** Judges every mail that arrives: for whom it is, and whether it came before. */
export class MailJudge {
  readonly leaked: Problem[] = [];
  readonly twice: Problem[] = [];
  readonly byId = new Map<string, Arrival[]>();
  readonly byAddress = new Map<string, Arrival[]>();
  /** Mails that came again, as they may where a process was killed or cut off while it sent them. */
  repeated = 0;
  private waiting: Arrival[] = [];
  private readonly said = new Map<string, Arrival>();
  private ofMarkers: ReadonlyMap<string, string> = new Map();

  constructor(
    private readonly world: World,
    private readonly eras: Eras,
    private readonly faultLog: FaultLog,
  ) {}

  /** Keeps what arrived, to be judged once the histories have been read. */
  collect(arrivals: readonly Arrival[]): void {
    this.waiting.push(...arrivals);
  }

  /** Judges what was collected; the histories must have been read since. */
  judge(writes: readonly Write[]): void {
    const arrivals = this.waiting.splice(0);
    if (arrivals.length > 0) {
      this.ofMarkers = ticketsOfMarkers(writes);
    }
    for (const arrival of arrivals) {
      const wrong = this.whyNot(arrival);
      if (wrong) {
        this.report(this.leaked, arrival, wrong);
      }
      this.judgeRepetition(arrival);
      this.byAddress.set(arrival.to, [...(this.byAddress.get(arrival.to) ?? []), arrival]);
    }
  }

  /** How many mails there were, and how many came again. */
  get figures(): Record<string, number> {
    const all = [...this.byAddress.values()].flat();
    return {
      mails: this.byId.size,
      ofThemDigests: all.filter((one) => !one.mail.headers.has("references")).length,
      mailsRepeated: this.repeated,
    };
  }

  /** The tickets that a mail is about. */
  ticketsOf(arrival: Arrival): string[] {
    return ticketsOf(arrival, this.ofMarkers);
  }

  private whyNot(arrival: Arrival): string | null {
    const owner = this.world.people.find(({ address }) => address === arrival.to);
    if (!owner) {
      return "to nobody's address";
    }
    const isNews = arrival.mail.headers.has("list-unsubscribe");
    if (isNews && !owner.wantsMail) {
      return "of what they want no mail of";
    }
    const tickets = ticketsOf(arrival, this.ofMarkers);
    if (isNews && tickets.length === 0 && arrival.mail.headers.has("references")) {
      return "of a ticket that is none";
    }
    const sides = tickets.map((ticketId) => this.sidesOf(owner, ticketId, arrival));
    if (sides.some((one) => !one.staff && !one.public)) {
      return "of a ticket that they had lost sight of";
    }
    if (sides.length === 0 || sides.some((one) => !one.staff)) {
      return this.whyNotPublic(owner, arrival);
    }
    return null;
  }

  /** What only staff may read, in a mail that is not about tickets of which they are staff alone. */
  private whyNotPublic(owner: WorldPerson, arrival: Arrival): string | null {
    const { text, html, headers } = arrival.mail;
    const words = `${headers.get("subject") ?? ""}\n${text}\n${html}`;
    const markers = [...words.matchAll(/SECRET-NOTE(?:\s+changed)?\s+(\[\d+\.\d+\])/g)].map(
      ([, marker = ""]) => marker,
    );
    const isOfStaff = (marker: string): boolean => {
      const ticketId = this.ofMarkers.get(marker);
      const tickets = ticketId === undefined ? ticketsOf(arrival, this.ofMarkers) : [ticketId];
      return tickets.some((one) => this.sidesOf(owner, one, arrival).staff);
    };
    const isSecret = words.includes("SECRET-NOTE") && (markers.length === 0 || !markers.every(isOfStaff));
    if (isSecret) {
      return "with the words of a note";
    }
    return ticketsOf(arrival, this.ofMarkers).length === 1 && words.includes(SEALED_NAME)
      ? "with a private team"
      : null;
  }

  private sidesOf(who: WorldPerson, ticketId: string, arrival: Arrival): { staff: boolean; public: boolean } {
    const from = this.writtenAfter(arrival);
    const sides = this.eras.all
      .filter((era) => era.since <= arrival.at && (era.overSince ?? Infinity) >= from)
      .map(({ history }) => history.sidesDuring(who, ticketId, from, arrival.at));
    return { staff: sides.some((one) => one.staff), public: sides.some((one) => one.public) };
  }

  /** The earliest moment at which it can have been written. */
  private writtenAfter({ at, process }: Arrival): number {
    let from = at - UNDER_WAY_MILLISECONDS;
    const keys = keysOf(process);
    while (
      at - from < LONGEST_MILLISECONDS &&
      this.faultLog.deadline(keys, from - STEP_MILLISECONDS, UNDER_WAY_MILLISECONDS) >= at
    ) {
      from -= STEP_MILLISECONDS;
    }
    return from;
  }

  private judgeRepetition(arrival: Arrival): void {
    const before = this.byId.get(arrival.mailId)?.at(-1);
    this.byId.set(arrival.mailId, [...(this.byId.get(arrival.mailId) ?? []), arrival]);
    if (before) {
      this.repeated += 1;
      if (!this.mayComeAgain(before, arrival)) {
        this.report(this.twice, arrival, `which came ${arrival.at - before.at} ms before, undisturbed`);
      }
      return;
    }
    for (const marker of markersOf(arrival)) {
      if (!SAID.test(arrival.mail.text.slice(0, arrival.mail.text.indexOf(marker)))) {
        continue;
      }
      const key = `${arrival.to} ${marker}`;
      const other = this.said.get(key);
      if (other && !this.isRestoredBetween(other, arrival)) {
        this.report(this.twice, arrival, `with ${marker}, which ${other.mailId} said already`);
      }
      this.said.set(key, arrival);
    }
  }

  /** Only where the process or its connections failed as it handed the mail over, or where the database forgot it. */
  private mayComeAgain(before: Arrival, again: Arrival): boolean {
    const from = before.at - TAKING_MILLISECONDS;
    const deadline = this.faultLog.deadline(keysOf(before.process), from, 2 * TAKING_MILLISECONDS);
    return deadline > from + 2 * TAKING_MILLISECONDS || this.isRestoredBetween(before, again);
  }

  private isRestoredBetween(before: Arrival, after: Arrival): boolean {
    return this.eras.all
      .slice(1)
      .some(({ since }) => since >= before.at - LATE_MILLISECONDS && since <= after.at + LATE_MILLISECONDS);
  }

  private report(problems: Problem[], arrival: Arrival, what: string): void {
    const owner = this.world.people.find(({ address }) => address === arrival.to);
    problems.push({
      text: `${owner?.label ?? arrival.to} (${owner?.role ?? "nobody"} now) was mailed ${arrival.mailId} ${what}`,
      at: arrival.at,
      trail: [
        `handed over by process ${arrival.process}: ${arrival.mail.headers.get("subject") ?? ""}`,
        `of ${ticketsOf(arrival, this.ofMarkers).join(", ")}; written within ${arrival.at - this.writtenAfter(arrival)} ms`,
        arrival.mail.text.slice(0, 600),
      ],
    });
  }
}

/** What a mail depends on that this process hands over. */
function keysOf(process: number): ReadonlySet<string> {
  return new Set(["own", "postgres", `process:${process}`, `line:${process}`, `mail:${process}`]);
}
