import { z } from "zod";
import { said } from "@/messages/server/keys";
import { LIMITS } from "@/shared/limits";
import { lineText } from "@/shared/text";

/** What goes always, when a person's data is erased. */
export const GOING_KINDS = [
  "name",
  "addresses",
  "picture",
  "identities",
  "sessions",
  "tokens",
  "factors",
  "drafts",
  "notifications",
  "mails",
  "watching",
  "notes",
  "copies",
  "audit",
] as const;

/** What goes with the texts, where the admin chooses that; else it stays. */
export const TEXT_KINDS = ["titles", "comments", "files"] as const;

/** What stays in any case. */
export const STAYING_KINDS = ["tickets", "history", "others", "actions", "sameAddress", "backups"] as const;

/** The most of a kind that are counted. */
export const COUNTED = 10_000;

const counted = <Kind extends z.ZodType>(kind: Kind) =>
  z.object({
    kind,
    /** How many there are, at most 10,000; null where they are not counted. */
    count: z.number().int().nullable(),
    /** Whether there are more than were counted. */
    more: z.boolean(),
  });

/** What an erasure would do, as it is now. */
export const erasurePreviewSchema = z
  .object({
    goes: z.array(counted(z.enum(GOING_KINDS))),
    texts: z.array(counted(z.enum(TEXT_KINDS))),
    stays: z.array(counted(z.enum(STAYING_KINDS))),
    /** Whether the person can sign in until then. */
    active: z.boolean(),
    /** Why it is refused: it is oneself, or the last admin. */
    refused: z.enum(["oneself", "last_admin"]).nullable(),
    /** What was seen: send it with the start, which is refused where it is another by then. */
    seen: z.string(),
  })
  .meta({ id: "ErasurePreview" });

/** What an erasure would do. */
export type ErasurePreview = z.infer<typeof erasurePreviewSchema>;

/** A line of a preview. */
export type Counted<Kind extends string> = { kind: Kind; count: number | null; more: boolean };

/** How the erasure of a person's data stands. */
export const erasureSchema = z
  .object({
    state: z.enum(["none", "running", "done"]),
    /** Before it begins. */
    preview: erasurePreviewSchema.nullable(),
    /** Whether what they wrote goes, too; null before it begins. */
    texts: z.boolean().nullable(),
    /** How many of its `steps` are done. */
    step: z.number().int(),
    steps: z.number().int(),
    /** How many rows had their turn. */
    handled: z.number().int(),
    by: z.string().nullable(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: "Erasure" });

/** How the erasure of a person's data stands. */
export type ErasureDto = z.infer<typeof erasureSchema>;

/** Body of POST /api/admin/users/{id}/erasure. */
export const erasureStartSchema = z.object({
  /** The person's name, typed. */
  name: lineText({
    min: 1,
    max: LIMITS.nameMax,
    missing: said("fields.name"),
    tooShort: said("fields.name"),
    tooLong: said("fields.longest", { most: 120 }),
  }),
  /** Whether what they wrote goes, too: titles, descriptions, messages, notes, files. */
  texts: z.boolean(),
  /** True for a person who can sign in: it ends that. */
  disable: z.boolean().default(false),
  /** The preview's. */
  seen: z.string().max(100),
});

/** How an erasure is to begin. */
export type ErasureStart = z.infer<typeof erasureStartSchema>;
