import { z } from "zod";
import { said } from "@/messages/server/keys";
import { timeText } from "@/shared/time/time-text";
import { boundedList } from "@/shared/bounded-list";
import { pageQuerySchema } from "@/shared/paging";
import { lineText } from "@/shared/text";
import { TOKEN_SCOPES } from "@/shared/token-scopes";
import { TOKEN_NAME_MAX } from "./policy";

/** The most live tokens of one person. */
export const TOKENS_MAX = 50;

const scopeSchema = z.enum(TOKEN_SCOPES, said("fields.scopes"));

/** One of a person's tokens, without the token itself. */
export const personalTokenSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(scopeSchema),
    /** How the token begins, to tell it from others. */
    prefix: z.string(),
    createdAt: z.string(),
    /** When it ends by itself; null: never. */
    expiresAt: z.string().nullable(),
    /** To the minute. */
    lastUsedAt: z.string().nullable(),
    lastAddress: z.string().nullable(),
  })
  .meta({ id: "PersonalToken" });

/** One of a person's tokens, without the token itself. */
export type PersonalTokenDto = z.infer<typeof personalTokenSchema>;

/** A token that was just made: shown this once; null where the same request was answered before. */
export const newTokenSchema = personalTokenSchema
  .extend({ token: z.string().nullable() })
  .meta({ id: "NewPersonalToken" });

/** A token that was just made. */
export type NewTokenDto = z.infer<typeof newTokenSchema>;

/** Body of POST /api/me/tokens. */
export const tokenInputSchema = z.object({
  name: lineText({
    min: 1,
    max: TOKEN_NAME_MAX,
    missing: said("fields.tokenName"),
    tooShort: said("fields.tokenName"),
    tooLong: said("fields.longest", { most: 60 }),
  }),
  scopes: boundedList(scopeSchema, { min: 1, max: TOKEN_SCOPES.length }),
  expiresAt: timeText.refine((at) => Date.parse(at) > Date.now(), said("fields.tokenEnd")).nullish(),
});

/** What a new token is to be. */
export type TokenInput = z.infer<typeof tokenInputSchema>;

/** The query of GET /api/admin/tokens. */
export const adminTokensQuerySchema = pageQuerySchema
  .extend({ person: z.uuid(said("fields.noId")).optional() })
  .meta({ id: "AdminTokensQuery" });

/** Which tokens are wanted. */
export type AdminTokensQuery = z.infer<typeof adminTokensQuerySchema>;

/** A token as an admin sees it: with its person. */
export const adminTokenSchema = personalTokenSchema
  .extend({
    person: z.object({ id: z.string(), name: z.string(), role: z.string(), email: z.string().nullable() }),
  })
  .meta({ id: "AdminPersonalToken" });

/** A token as an admin sees it: with its person. */
export type AdminTokenDto = z.infer<typeof adminTokenSchema>;
