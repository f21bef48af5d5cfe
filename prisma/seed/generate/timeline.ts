import { addWorkingMinutes, HOUR } from "../model/clock";
import type { Random } from "../model/random";
import type {
  SeedAttachment,
  SeedChange,
  SeedFields,
  SeedFile,
  SeedPerson,
  SeedPriority,
  SeedStep,
} from "../model/types";

/** Hours from filing to due by priority, as a new organisation's settings have them. */
export const DUE_HOURS: Readonly<Record<SeedPriority, number>> = {
  urgent: 4,
  high: 24,
  medium: 72,
  low: 120,
};

/** A ticket's timeline under construction: the present time, the fields, and the steps so far. */
export interface Timeline {
  readonly fields: SeedFields;
  readonly steps: readonly SeedStep[];
  readonly at: Date;
  /** Lets working time pass in a person's time zone, more often near `low` than near `high` minutes. */
  wait: (person: SeedPerson, low: number, high: number) => void;
  /** Jumps to a moment. */
  skipTo: (at: Date) => void;
  /** Each of these returns whether it happened: what would lie after now has not happened, nor has anything later. */
  say: (author: SeedPerson, body: string, internal?: boolean) => string | null;
  change: (actor: SeedPerson | null, change: SeedChange) => boolean;
  attach: (
    uploader: SeedPerson,
    name: string,
    file: SeedFile,
    comment?: string,
    internal?: boolean,
  ) => boolean;
  edit: (author: SeedPerson, comment: string) => boolean;
  watch: (actor: SeedPerson, person: SeedPerson) => boolean;
}

/** Starts the timeline of `requester`'s ticket `number`, filed at `createdAt` with `initial`; nothing will happen after `now`. */
export function startTimeline(
  number: number,
  requester: SeedPerson,
  createdAt: Date,
  initial: SeedFields,
  now: Date,
  random: Random,
): Timeline {
  const steps: SeedStep[] = [];
  let fields = initial;
  let at = createdAt;
  let stopped = false;

  function happens(): boolean {
    // Two things never happen at once: the order of the log and the order of the clock are the same.
    at = new Date(at.getTime() + random.int(900, 40_000));
    stopped ||= at.getTime() > now.getTime();
    return !stopped;
  }

  return {
    get fields() {
      return fields;
    },
    get steps() {
      return steps;
    },
    get at() {
      return at;
    },
    wait(person, low, high) {
      const minutes = low + (high - low) * random.next() ** 2.2;
      at = addWorkingMinutes(at, minutes, person.offset);
      at = new Date(at.getTime() + random.int(0, 59_000));
    },
    skipTo(moment) {
      at = new Date(Math.max(at.getTime(), moment.getTime()));
    },
    say(author, body, internal = false) {
      if (!happens()) {
        return null;
      }
      const key = `${number}-c${steps.length}`;
      const comment = { key, author: author.key, body, internal, at, editedAt: null };
      steps.push({ kind: "comment", at, actor: author.key, comment });
      const isClosedFor = fields.status === "resolved" || fields.status === "waiting";
      if (author.key === requester.key && !internal && isClosedFor) {
        const change = { status: fields.assignee ? "in_progress" : "open" } as const;
        fields = { ...fields, ...change };
        steps.push({ kind: "change", at, actor: author.key, change });
      }
      return key;
    },
    change(actor, change) {
      if (!happens()) {
        return false;
      }
      fields = { ...fields, ...change };
      steps.push({ kind: "change", at, actor: actor?.key ?? null, change });
      return true;
    },
    attach(uploader, name, file, comment, internal = false) {
      if (!happens()) {
        return false;
      }
      const attachment: SeedAttachment = {
        key: `${number}-a${steps.length}`,
        comment: comment ?? null,
        uploader: uploader.key,
        name,
        internal,
        at,
        file,
      };
      steps.push({ kind: "attachment", at, actor: uploader.key, attachment });
      return true;
    },
    watch(actor, person) {
      if (!happens()) {
        return false;
      }
      steps.push({ kind: "watch", at, actor: actor.key, person: person.key });
      return true;
    },
    edit(author, key) {
      if (!happens()) {
        return false;
      }
      const index = steps.findIndex((step) => step.kind === "comment" && step.comment.key === key);
      const step = steps[index];
      if (step?.kind === "comment") {
        steps[index] = { ...step, comment: { ...step.comment, editedAt: at } };
      }
      steps.push({ kind: "edit", at, actor: author.key, comment: key });
      return true;
    },
  };
}

/** When a ticket of this priority is due, filed at `createdAt`. */
export function dueFor(priority: SeedPriority, createdAt: Date): Date {
  return new Date(createdAt.getTime() + DUE_HOURS[priority] * HOUR);
}
