import { z } from "zod";
import { listedTicketSchema, personSchema } from "@/shared/protocol/shapes";
import { ticketReference } from "@/features/tickets/schema";

/** What a linked ticket is to the one that one looks at: related, what this duplicates (or its duplicate), its parent, its child, or what it follows up on (or its follow-up). */
export const LINK_KINDS = ["related", "duplicate", "parent", "child", "followUp"] as const;

/** The kind of a link, from the side of one of its tickets. */
export type LinkKind = (typeof LINK_KINDS)[number];

/** A link as one of its tickets shows it to this caller. */
export const linkSchema = z
  .object({
    id: z.string(),
    kind: z.enum(LINK_KINDS),
    /** "out": this ticket is the duplicate, or the follow-up, of the other one; "in": the other one is. Of a related ticket, who was linked from where. */
    direction: z.enum(["out", "in"]),
    ticketId: z.string(),
    /** The other ticket, as this caller may see it. */
    ticket: listedTicketSchema,
    createdAt: z.iso.datetime(),
    /** Null where the ticket was filed as a follow-up, and to the public audience. */
    createdBy: personSchema.nullable(),
  })
  .meta({ id: "TicketLink" });

/** A link as one of its tickets shows it. */
export type LinkDto = z.infer<typeof linkSchema>;

/** All links of a ticket. */
export const linkListSchema = z
  .object({ items: z.array(linkSchema), nextCursor: z.null() })
  .meta({ id: "TicketLinkList" });

/** POST /api/tickets/{ticket}/links: the other ticket is this one's `kind`. */
export const createLinkSchema = z
  .object({
    kind: z.enum(LINK_KINDS),
    /** The other ticket, by id or number. */
    ticketId: ticketReference,
  })
  .meta({ id: "CreateTicketLink" });

/** The body that links two tickets. */
export type CreateLinkInput = z.infer<typeof createLinkSchema>;
