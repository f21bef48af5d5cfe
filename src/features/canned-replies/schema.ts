import { z } from "zod";
import { libraryFields, libraryInput, seenLibraryInput } from "@/features/library/schema";
import { said } from "@/messages/server/keys";
import { boundedList } from "@/shared/bounded-list";
import { LIMITS } from "@/shared/limits";
import { pageFields, pageSchema } from "@/shared/paging";
import { LIBRARY_SCOPES } from "@/shared/protocol/shapes";
import { bodyText, lowerCaseLineText, queryText } from "@/shared/text";

/** A text that agents insert into what they write. */
export const cannedReplySchema = z
  .object({
    ...libraryFields,
    /** A short word by which it is found while writing. */
    keyword: z.string().nullable(),
    /** Markdown, with variables. */
    body: z.string(),
    /** How often it was inserted. */
    uses: z.number().int(),
  })
  .meta({ id: "CannedReply" });

/** A text that agents insert into what they write. */
export type CannedReplyDto = z.infer<typeof cannedReplySchema>;

/** What GET /api/canned-replies answers. */
export const cannedReplyPageSchema = pageSchema(cannedReplySchema);

/** The query of GET /api/canned-replies. */
export const cannedReplyQuerySchema = z
  .object({
    /** Finds by keyword, name and text, in this order. */
    q: queryText.optional(),
    scope: boundedList(z.enum(LIBRARY_SCOPES, said("fields.libraryScope"))).optional(),
    ...pageFields,
  })
  .meta({ id: "CannedReplyQuery" });

/** Which canned replies are asked for. */
export type CannedReplyQuery = z.infer<typeof cannedReplyQuerySchema>;

const fields = {
  ...libraryInput,
  keyword: lowerCaseLineText({
    max: LIMITS.keywordMax,
    tooLong: said("fields.longest", { most: LIMITS.keywordMax }),
  })
    .refine((keyword) => !/[\s/]/.test(keyword), said("fields.keyword"))
    .nullable(),
  body: bodyText({
    min: 1,
    max: LIMITS.commentMax,
    missing: said("fields.writeSomething"),
    tooLong: said("fields.longest", { most: LIMITS.commentMax }),
  }),
};

/** Body of POST /api/canned-replies. */
export const cannedReplyCreateSchema = z
  .object({
    name: fields.name,
    scope: fields.scope.default("mine"),
    teamId: fields.teamId.default(null),
    keyword: fields.keyword.default(null),
    body: fields.body,
  })
  .meta({ id: "CreateCannedReply" });

/** A new canned reply. */
export type CannedReplyCreate = z.infer<typeof cannedReplyCreateSchema>;

/** Body of PATCH /api/canned-replies/{id}. */
export const cannedReplyPatchSchema = z
  .object({
    ...z.object(fields).partial().shape,
    /** What the caller saw: of a field that is another by now, and is to change, the change is refused. */
    was: z
      .object({
        ...seenLibraryInput,
        keyword: z.string().max(5_000).nullable(),
        body: z.string().max(200_000),
      })
      .partial()
      .optional(),
  })
  .meta({ id: "UpdateCannedReply" });

/** A change of a canned reply. */
export type CannedReplyPatch = z.infer<typeof cannedReplyPatchSchema>;
