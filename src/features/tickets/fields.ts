import type { PlainKey } from "@/messages/server/keys";
import type { TicketChanges } from "@/shared/events";
import type { TicketDto, TicketField, UpdateTicketInput } from "./schema";

/**
 * The kind of a field's value. It decides how two values compare, what the log stores, and what an event
 * shows: of a person or a team the row and the log have the id. A text is long; it is stored in
 * `ticket_texts`, and never in the log.
 */
type FieldKind = "value" | "time" | "list" | "person" | "team" | "text";

/** The values that a ticket's requester may set a field to; policy.ts defines each of these rules. */
export type RequesterRule = "anything" | "nothing" | "up to high" | "close or reopen";

interface FieldRules {
  column: string;
  /** The field's name in a ticket and in the `changes` of an event. */
  shown: keyof TicketChanges & keyof TicketDto;
  kind: FieldKind;
  setBy: {
    /** Which agents and admins of the ticket may set it: all of them, or those who may assign it. */
    worker: "all" | "assigners";
    requester: RequesterRule;
    /** Whether a guest may do here what a requester may. */
    guest?: true;
  };
  /** What the public audience sees of it; a field that is not public in a private team is empty for them there. */
  public: "always" | "not in a private team";
  /** The event that follows `ticket:updated` where this field changed. */
  derivedEvent?: "ticket:statusChanged" | "ticket:priorityChanged" | "ticket:assigned";
  /** The message to a person who may not set it. */
  refusal: PlainKey;
}

/**
 * The one list of the fields that a PATCH can change. The update statement, the differences, the refusals, the check for
 * conflicts and the derived events follow from it; a field of `updateTicketSchema` that is missing here does not compile.
 */
const RULES = {
  title: {
    column: "title",
    shown: "title",
    kind: "value",
    setBy: { worker: "all", requester: "anything" },
    public: "always",
    refusal: "refusals.tickets.title",
  },
  description: {
    column: "description",
    shown: "description",
    kind: "text",
    setBy: { worker: "all", requester: "anything" },
    public: "always",
    refusal: "refusals.tickets.description",
  },
  status: {
    column: "status",
    shown: "status",
    kind: "value",
    setBy: { worker: "all", requester: "close or reopen", guest: true },
    public: "always",
    derivedEvent: "ticket:statusChanged",
    refusal: "refusals.tickets.status",
  },
  priority: {
    column: "priority",
    shown: "priority",
    kind: "value",
    setBy: { worker: "all", requester: "up to high" },
    public: "always",
    derivedEvent: "ticket:priorityChanged",
    refusal: "refusals.tickets.priority",
  },
  category: {
    column: "category",
    shown: "category",
    kind: "value",
    setBy: { worker: "all", requester: "nothing" },
    public: "always",
    refusal: "refusals.tickets.category",
  },
  assigneeId: {
    column: "assignee_id",
    shown: "assignee",
    kind: "person",
    setBy: { worker: "assigners", requester: "nothing" },
    public: "always",
    derivedEvent: "ticket:assigned",
    refusal: "refusals.tickets.assignee",
  },
  teamId: {
    column: "team_id",
    shown: "team",
    kind: "team",
    setBy: { worker: "all", requester: "nothing" },
    public: "not in a private team",
    refusal: "refusals.tickets.team",
  },
  tags: {
    column: "tags",
    shown: "tags",
    kind: "list",
    setBy: { worker: "all", requester: "nothing" },
    public: "not in a private team",
    refusal: "refusals.tickets.tags",
  },
  dueAt: {
    column: "due_at",
    shown: "dueAt",
    kind: "time",
    setBy: { worker: "all", requester: "nothing" },
    public: "always",
    refusal: "refusals.tickets.dueAt",
  },
} as const satisfies Record<TicketField, FieldRules>;

type Rules = typeof RULES;

/** The fields that are columns of `tickets`. */
type ColumnField = { [F in TicketField]: Rules[F]["kind"] extends "text" ? never : F }[TicketField];

type Stored<F extends TicketField> = Rules[F]["kind"] extends "time"
  ? Date | null
  : Exclude<UpdateTicketInput[F], undefined>;

/** The columns of `tickets` that hold its fields, as a row has them. */
export type FieldColumns = { [F in ColumnField as Rules[F]["column"]]: Stored<F> };

/** The rules of any one field. */
export type TicketFieldRules = Omit<FieldRules, "column" | "kind"> &
  (
    | { kind: "text"; column: Rules[Exclude<TicketField, ColumnField>]["column"] }
    | { kind: Exclude<FieldKind, "text">; column: keyof FieldColumns }
  );

/** Wanted values of fields, by the names under which a ticket shows them. */
export type ShownFields = Partial<Pick<TicketDto, Rules[TicketField]["shown"]>>;

/** The name of an event that follows `ticket:updated` where one field changed. */
export type DerivedEvent = NonNullable<FieldRules["derivedEvent"]>;

/** The rules of each field. */
export const TICKET_FIELDS: Readonly<Record<TicketField, TicketFieldRules>> = RULES;

/** The fields of a ticket, in the order of conflict questions. */
export const TICKET_FIELD_NAMES: readonly TicketField[] = Object.keys(RULES).filter(isTicketField);

/** The rules of all fields. */
export const TICKET_FIELD_RULES: readonly TicketFieldRules[] = TICKET_FIELD_NAMES.map(
  (field) => TICKET_FIELDS[field],
);

/** The fields that the public audience does not see of a ticket in a private team. */
export const PRIVATE_FIELD_RULES: readonly TicketFieldRules[] = TICKET_FIELD_RULES.filter(
  (rules) => rules.public !== "always",
);

/** The columns of FieldColumns. */
export const FIELD_COLUMNS: readonly string[] = TICKET_FIELD_RULES.filter(({ kind }) => kind !== "text").map(
  ({ column }) => column,
);

/** The derived event of each field, by the field's shown name; in the order of sending. */
export const DERIVED_EVENTS: readonly (readonly [TicketFieldRules["shown"], DerivedEvent])[] =
  TICKET_FIELD_RULES.flatMap(({ shown, derivedEvent }) =>
    derivedEvent ? [[shown, derivedEvent] as const] : [],
  );

/** Whether this names a field that a PATCH can change. */
export function isTicketField(name: string): name is TicketField {
  return Object.hasOwn(RULES, name);
}

/** Whether these are values of fields as a ticket shows them: a browser kept them, maybe of another release. */
export function isShownFields(value: unknown): value is ShownFields {
  return (
    isRecord(value) &&
    Object.entries(value).every(([shown, one]) => {
      const rules = TICKET_FIELD_RULES.find((each) => each.shown === shown);
      return rules !== undefined && isShownValue(rules.kind, one);
    })
  );
}

function isShownValue(kind: FieldKind, value: unknown): boolean {
  switch (kind) {
    case "value":
    case "text":
      return typeof value === "string";
    case "time":
      return value === null || typeof value === "string";
    case "list":
      return Array.isArray(value) && value.every((one) => typeof one === "string");
    case "person":
    case "team":
      return (
        value === null ||
        (isRecord(value) && typeof value["id"] === "string" && typeof value["name"] === "string")
      );
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether two values of a field look the same to a reader. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a instanceof Date && b instanceof Date) {
    return a.getTime() === b.getTime();
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one, index) => one === b[index]);
  }
  return a === b;
}

/** A field's value for the public audience, of a ticket in a private team or not. */
export function publicValue(rules: TicketFieldRules, value: unknown, teamIsPrivate: boolean): unknown {
  if (rules.public === "always" || !teamIsPrivate) {
    return value;
  }
  return rules.kind === "list" ? [] : null;
}
