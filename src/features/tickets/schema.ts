import { z } from "zod";
import { said } from "@/messages/server/keys";
import { tagName } from "@/features/tags/schema";
import { emailSchema, nameSchema } from "@/features/users/schema";
import { boundedList } from "@/shared/bounded-list";
import { LIMITS } from "@/shared/limits";
import { asFields, pageFields, orderField } from "@/shared/paging";
import { timeText } from "@/shared/time/time-text";
import { bodyText, lineText, lowerCaseLineText, queryText } from "@/shared/text";
import {
  PRIORITIES,
  STATUSES,
  personSchema,
  listedTicketSchema,
  ticketSchema,
  eventTicketSchema,
} from "@/shared/protocol/shapes";

export { STATUSES, PRIORITIES, listedTicketSchema, ticketSchema } from "@/shared/protocol/shapes";

/** A ticket's state. */
export type Status = (typeof STATUSES)[number];
/** A ticket's priority. */
export type Priority = (typeof PRIORITIES)[number];

/** A ticket as its caller may see it. */
export type TicketDto = z.infer<typeof ticketSchema>;

/** A ticket as a list shows it. */
export type ListedTicket = z.infer<typeof listedTicketSchema>;

/** A ticket in an event: with its description only where that is new, or short. */
export type EventTicket = z.infer<typeof eventTicketSchema>;

const title = lineText({
  min: LIMITS.titleMin,
  max: LIMITS.titleMax,
  missing: said("fields.titleMissing"),
  tooShort: said("fields.titleShort"),
  tooLong: said("fields.titleLong"),
});
const description = bodyText({
  min: LIMITS.descriptionMin,
  max: LIMITS.descriptionMax,
  missing: said("fields.descriptionMissing"),
  tooShort: said("fields.descriptionShort"),
  tooLong: said("fields.descriptionLong"),
});
const tags = boundedList(tagName, { max: LIMITS.tagsMax, tooMany: said("fields.tags") });
const wantedTag = lowerCaseLineText({
  max: LIMITS.tagMax,
  tooLong: said("fields.tagLong"),
});
const category = z.string().trim().toLowerCase().min(1).max(60);
const id = z.uuid(said("fields.notAnId")).toLowerCase();

/** Another ticket in a body, by id or number. */
export const ticketReference = z.union(
  [
    id,
    z.string().regex(/^[1-9]\d{0,8}$/, said("fields.ticketNumber")),
    z.number().int().min(1).max(999_999_999).transform(String),
  ],
  said("fields.ticketReference"),
);

/** POST /api/tickets. */
export const createTicketSchema = z
  .object({
    title,
    description,
    category: category.optional(),
    priority: z.enum(PRIORITIES).optional(),
    teamId: id.nullish(),
    tags: tags.optional(),
    requesterId: id.optional(),
    requester: z.object({ name: nameSchema, email: emailSchema }).optional(),
    watcherIds: boundedList(id, { max: LIMITS.watchersMax }).optional(),
    /** The earlier ticket that this one follows up on, by id or number. */
    followUpOf: ticketReference.nullish(),
  })
  .refine((input) => !(input.requesterId && input.requester), {
    message: said("fields.oneRequester"),
    path: ["requester"],
  })
  .meta({ id: "CreateTicket" });

/** The body that files a ticket. */
export type CreateTicketInput = z.infer<typeof createTicketSchema>;

/** PATCH /api/tickets/{ticket}. */
export const updateTicketSchema = z
  .object({
    title: title.optional(),
    description: description.optional(),
    status: z.enum(STATUSES).optional(),
    priority: z.enum(PRIORITIES).optional(),
    category: category.optional(),
    assigneeId: id.nullable().optional(),
    teamId: id.nullable().optional(),
    tags: tags.optional(),
    dueAt: timeText.nullable().optional(),
    version: z.number().int().min(0).max(LIMITS.versionMax).optional(),
  })
  .meta({ id: "UpdateTicket" });

/** The body that changes a ticket; absent fields stay as they are. */
export type UpdateTicketInput = z.infer<typeof updateTicketSchema>;

/** The fields that a PATCH can change (its `version` is not one of them). */
export type TicketField = Exclude<keyof UpdateTicketInput, "version">;

const SORT_FIELDS = ["updated", "created", "priority", "number", "due"] as const;

const sort = z.enum([...SORT_FIELDS, ...SORT_FIELDS.map((field) => `-${field}` as const)]);

/** The query of GET /api/tickets; every filter may be repeated, and then any of its values matches. All except tags may be joined by commas, too. */
export const listTicketsSchema = z
  .object({
    status: boundedList(z.enum(STATUSES)).optional(),
    priority: boundedList(z.enum(PRIORITIES)).optional(),
    category: boundedList(z.string().trim().toLowerCase().max(60)).optional(),
    assignee: boundedList(z.union([z.literal(["me", "none"]), id])).optional(),
    requester: boundedList(z.union([z.literal("me"), id])).optional(),
    team: boundedList(z.union([z.literal(["mine", "none"]), id])).optional(),
    tag: boundedList(wantedTag, { isWhole: true }).optional(),
    q: queryText.optional().meta({
      description:
        "Words, each found somewhere in the ticket: its title, description, messages and file names, or the requester's name (for staff also the address). Words match by their beginnings, quoted ones as they stand. The ticket whose number it holds comes first.",
    }),
    updatedAfter: timeText.optional(),
    /** Only what is past its due time. */
    due: z.enum(["overdue"]).optional(),
    /** The archived tickets alone, which other lists leave out. */
    archived: z.enum(["true", "false"]).optional(),
    sort: sort.default("-updated"),
    ...pageFields,
  })
  .meta({ id: "ListTickets" });

/** A list's filters, order and page. */
export type ListTicketsInput = z.infer<typeof listTicketsSchema>;

/** POST /api/tickets/{ticket}/read. */
export const readTicketSchema = z.object({ version: z.number().int().min(0) });

/** A reader of a ticket: up to which version (as staff count), and when they last read on. */
export const ticketReaderSchema = z
  .object({
    person: personSchema,
    version: z.number().int(),
    at: z.string(),
    /** Their audience: a person of the public audience has read nothing internal. */
    audience: z.enum(["staff", "public"]),
  })
  .meta({ id: "TicketReader" });

/** A reader of a ticket. */
export type TicketReader = z.infer<typeof ticketReaderSchema>;

/** The rules by which somebody sees a ticket, the one that opens most first. */
export const ACCESS_RULES = [
  "admin",
  "viewer",
  "agent_of_team",
  "agent",
  "requester",
  "watcher",
  "guest_link",
] as const;

/** These, and what keeps others from it. */
export const ACCESS_REASONS = [...ACCESS_RULES, "disabled", "private_team", "not_involved"] as const;

/** The query of GET /api/tickets/{ticket}/access. */
export const ticketAccessQuerySchema = z.object({ person: z.uuid(said("fields.noId")).toLowerCase() });

const accessReasonSchema = z.object({
  code: z.enum(ACCESS_REASONS),
  /** Since when they watch, are in the team, or have the link. */
  since: z.string().optional(),
  /** The team of which they are, or are not. */
  team: z.object({ id: z.string(), name: z.string() }).optional(),
});

/** The query of GET /api/admin/users/{id}/access: the tickets that one rule opens, or all. */
export const personAccessQuerySchema = z
  .object({ rule: z.enum(ACCESS_RULES, said("fields.accessRule")).optional(), ...pageFields })
  .meta({ id: "PersonAccessQuery" });

/** Which tickets of a person's are asked for. */
export type PersonAccessQuery = z.infer<typeof personAccessQuerySchema>;

/** Which tickets somebody sees, and by which rules. */
export const personAccessSchema = z
  .object({
    /** How many each rule opens, those where it opens most; a count ends at 10,000, and says so. Rules that open none are left out. */
    counts: z.array(z.object({ code: z.enum(ACCESS_RULES), count: z.number().int(), isMore: z.boolean() })),
    /** Why there are none at all: they are disabled, or no rule opens any. */
    none: z.enum(["disabled", "not_involved"]).nullable(),
    /** The latest filed first. */
    items: z.array(
      z.object({
        ticket: z.object({ id: z.string(), number: z.number().int(), title: z.string() }),
        audience: z.enum(["public", "staff"]),
        reasons: z.array(accessReasonSchema),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "PersonAccess" });

/** Which tickets somebody sees, and by which rules. */
export type PersonAccess = z.infer<typeof personAccessSchema>;

/** Whether and why somebody sees a ticket. */
export const ticketAccessSchema = z
  .object({
    canSee: z.boolean(),
    /** Which side of the ticket; null for nothing of it. */
    audience: z.enum(["public", "staff"]).nullable(),
    /** The rule that opens most comes first; where nothing is seen, what stands in the way. */
    reasons: z.array(accessReasonSchema),
  })
  .meta({ id: "TicketAccess" });

/** Whether and why somebody sees a ticket. */
export type TicketAccess = z.infer<typeof ticketAccessSchema>;

/** Who follows a ticket, and whether the caller may let more do so. */
export const watcherListSchema = z
  .object({
    items: z.array(personSchema.extend({ addedByMe: z.boolean() })),
    nextCursor: z.null(),
    mayAdd: z.boolean(),
  })
  .meta({ id: "WatcherList" });

/** Who follows a ticket, and whether the caller may let more do so. */
export type WatcherList = z.infer<typeof watcherListSchema>;

/** A deleted ticket, as long as it can be restored. */
export const deletedTicketSchema = z
  .object({
    id: z.string(),
    number: z.number().int(),
    title: z.string(),
    requester: personSchema,
    /** Null where nobody did, or that person does not exist any more. */
    deletedBy: personSchema.nullable(),
    deletedAt: z.iso.datetime(),
    restorableUntil: z.iso.datetime(),
  })
  .meta({ id: "DeletedTicket" });

/** A deleted ticket, as long as it can be restored. */
export type DeletedTicket = z.infer<typeof deletedTicketSchema>;

/** The query of GET /api/admin/deleted-tickets. */
export const deletedTicketQuerySchema = z
  .object({ q: queryText.optional(), ...pageFields })
  .meta({ id: "DeletedTicketQuery" });

/** The query of a page of deleted tickets. */
export type DeletedTicketQuery = z.infer<typeof deletedTicketQuerySchema>;

/** A page of something, and the cursor of the next one. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** The query of GET /api/tickets/{ticket}/events. */
export const listEventsSchema = z.object({
  ...asFields,
  after: z.coerce.number().int().min(0).default(0),
  order: orderField,
  ...pageFields,
});

/** The answer of GET /api/stats: the counts behind the lists, of the tickets that the caller may see. "Active" is neither resolved nor closed. */
export interface TicketStats {
  total: number;
  byStatus: Record<Status, number>;
  active: number;
  /** Active and assigned to the caller. */
  mine: number;
  /** Active and filed by the caller. */
  requested: number;
  /** Active and unassigned. */
  unassigned: number;
  /** Active and past their due time. */
  overdue: number;
  /** Active and urgent. */
  urgent: number;
  /** Active tickets of each of the caller's teams. */
  byTeam: { teamId: string; active: number }[];
}
