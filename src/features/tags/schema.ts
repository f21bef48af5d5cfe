import { z } from "zod";
import { said } from "@/messages/server/keys";
import { LIMITS } from "@/shared/limits";
import { pageFields } from "@/shared/paging";
import { lowerCaseLineText, queryText } from "@/shared/text";

/** What can be done to a tag on all tickets; "undo" takes one of the others back. */
export const TAG_CHANGE_KINDS = ["rename", "merge", "delete", "undo"] as const;

/** How such a change stands; it is cancelled when who began it is no admin any more. */
export const TAG_CHANGE_STATES = ["running", "done", "cancelled"] as const;

/** Days within which a change can be undone. */
export const UNDO_DAYS = 30;

/** A tag: one line, in lower case. */
export const tagName = lowerCaseLineText({
  min: 1,
  max: LIMITS.tagMax,
  tooShort: said("fields.tagEmpty"),
  tooLong: said("fields.tagLong"),
});

/** The query of GET /api/admin/tags. */
export const adminTagsQuerySchema = z
  .object({ q: queryText.optional(), sort: z.enum(["name", "-tickets"]).default("name"), ...pageFields })
  .meta({ id: "AdminTagsQuery" });

/** The query of GET /api/admin/tags. */
export type AdminTagsQuery = z.infer<typeof adminTagsQuerySchema>;

/** A tag as admins see it: archived tickets count, deleted ones do not. */
export const adminTagSchema = z
  .object({ name: z.string(), tickets: z.number().int() })
  .meta({ id: "AdminTag" });

/** A tag as admins see it. */
export type AdminTagDto = z.infer<typeof adminTagSchema>;

/** Body of POST /api/admin/tags/changes; `into` is the new name, or the tag that stays. */
export const tagChangeInputSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("rename"), name: tagName, into: tagName }),
  z.object({ kind: z.literal("merge"), name: tagName, into: tagName }),
  z.object({ kind: z.literal("delete"), name: tagName }),
]);

/** A change of a tag that is wanted. */
export type TagChangeInput = z.infer<typeof tagChangeInputSchema>;

/** The query of GET /api/admin/tags/preview. */
export const tagPreviewQuerySchema = z
  .object({ name: tagName, into: tagName.optional() })
  .meta({ id: "TagPreviewQuery" });

/** How many tickets would change. */
export const tagPreviewSchema = z
  .object({
    tickets: z.number().int(),
    /** Whether there is a tag `into` already. */
    intoExists: z.boolean(),
    /** How many tickets of a second are changed. */
    perSecond: z.number().int(),
  })
  .meta({ id: "TagPreview" });

/** How many tickets would change. */
export type TagPreview = z.infer<typeof tagPreviewSchema>;

/** A change of a tag, as admins see it. */
export const tagChangeSchema = z
  .object({
    id: z.string(),
    kind: z.enum(TAG_CHANGE_KINDS),
    name: z.string(),
    into: z.string().nullable(),
    state: z.enum(TAG_CHANGE_STATES),
    /** Tickets at the start, and those that were changed so far. */
    total: z.number().int(),
    done: z.number().int(),
    by: z.object({ id: z.string(), name: z.string() }),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    /** The change that this one takes back. */
    undoes: z.string().nullable(),
    mayUndo: z.boolean(),
  })
  .meta({ id: "TagChange" });

/** A change of a tag, as admins see it. */
export type TagChangeDto = z.infer<typeof tagChangeSchema>;
