import { z } from "zod";
import { said } from "@/messages/server/keys";
import { timeText } from "@/shared/time/time-text";
import { boundedList } from "@/shared/bounded-list";
import { pageQuerySchema } from "@/shared/paging";
import { lineText } from "@/shared/text";
import { TOKEN_SCOPES } from "@/shared/token-scopes";
import { SERVICE_ROLES, TOKEN_NAME_MAX } from "./policy";

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

/** Body of POST /api/admin/tokens: a token of a program that belongs to nobody. `name` is the program's, too; it acts by `role`, within `scopes`. */
export const serviceTokenInputSchema = tokenInputSchema.extend({
  role: z.enum(SERVICE_ROLES, said("fields.roles")),
});

/** What a new service token is to be. */
export type ServiceTokenInput = z.infer<typeof serviceTokenInputSchema>;

/** The query of GET /api/admin/tokens. */
export const adminTokensQuerySchema = pageQuerySchema
  .extend({ person: z.uuid(said("fields.noId")).optional() })
  .meta({ id: "AdminTokensQuery" });

/** Which tokens are wanted. */
export type AdminTokensQuery = z.infer<typeof adminTokensQuerySchema>;

/** A token as an admin sees it: with its person. */
export const adminTokenSchema = personalTokenSchema
  .extend({
    person: z.object({
      id: z.string(),
      name: z.string(),
      role: z.string(),
      email: z.string().nullable(),
      /** It is a program, and belongs to nobody. */
      isService: z.boolean(),
    }),
  })
  .meta({ id: "AdminPersonalToken" });

/** A service token that was just made: shown this once; null where the same request was answered before. */
export const newServiceTokenSchema = adminTokenSchema
  .extend({ token: z.string().nullable() })
  .meta({ id: "NewServiceToken" });

/** A service token that was just made. */
export type NewServiceTokenDto = z.infer<typeof newServiceTokenSchema>;

/** A token as an admin sees it: with its person. */
export type AdminTokenDto = z.infer<typeof adminTokenSchema>;
