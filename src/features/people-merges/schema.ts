import { z } from "zod";
import { said } from "@/messages/server/keys";
import { teamSchema } from "@/features/teams/schema";
import { personSchema } from "@/shared/protocol/shapes";

/** How a merge stands. */
export const MERGE_STATES = ["running", "stopped", "done"] as const;

/** A merge of one account into another. */
export const mergeSchema = z
  .object({
    from: personSchema,
    into: personSchema,
    state: z.enum(MERGE_STATES),
    /** How many tickets it concerned at its start; 10,000 where there were more. */
    total: z.number(),
    /** How many have had their turn. */
    done: z.number(),
    startedBy: personSchema.nullable(),
    startedAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: "PersonMerge" });

/** A merge of one account into another. */
export type MergeDto = z.infer<typeof mergeSchema>;

/** What a merge would do; counts end at 10,000. */
export const mergePreviewSchema = z
  .object({
    from: personSchema.extend({ email: z.string().nullable() }),
    into: personSchema.extend({ email: z.string().nullable() }),
    moves: z.object({
      requested: z.number(),
      assigned: z.number(),
      /** Of these, tickets that are not closed and that the other account may not work on: they become unassigned. */
      unassigned: z.number(),
      comments: z.number(),
      files: z.number(),
      watched: z.number(),
      notifications: z.number(),
      drafts: z.number(),
      /** Addresses that are proven; others end. */
      addresses: z.array(z.string()),
      /** Accounts at identity providers and directories by which they sign in. */
      identities: z.number(),
    }),
    ends: z.object({
      sessions: z.number(),
      tokens: z.number(),
      passkeys: z.number(),
      authenticatorApp: z.boolean(),
      password: z.boolean(),
    }),
    /** The teams that only the merged account is in: the other joins them where that is chosen. */
    teams: z.array(teamSchema),
  })
  .meta({ id: "PersonMergePreview" });

/** What a merge would do. */
export type MergePreview = z.infer<typeof mergePreviewSchema>;

/** The answer of GET /api/admin/users/{id}/merge. */
export const mergeAnswerSchema = z
  .object({ merge: mergeSchema.nullable(), preview: mergePreviewSchema.nullable() })
  .meta({ id: "PersonMergeAnswer" });

/** The answer of GET /api/admin/users/{id}/merge. */
export type MergeAnswer = z.infer<typeof mergeAnswerSchema>;

const intoId = z.uuid(said("fields.personId")).toLowerCase();

/** The query of GET /api/admin/users/{id}/merge: into which account a preview is wanted. */
export const mergeQuerySchema = z.object({ into: intoId.optional() });

/** Body of POST /api/admin/users/{id}/merge. */
export const mergeStartSchema = z.object({
  into: intoId,
  /** The name of the account that goes, typed by who merges it. */
  name: z.string().max(200),
  /** "both": the account that stays joins the teams of the other. */
  teams: z.enum(["keep", "both"]).default("keep"),
});

/** How an account is to be merged. */
export type MergeStart = z.infer<typeof mergeStartSchema>;
