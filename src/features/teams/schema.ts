import { z } from "zod";
import { said } from "@/messages/server/keys";
import { emailText } from "@/shared/email";
import { wholeListQuerySchema } from "@/shared/paging";
import { boundedText, hasVisible, lineText, queryText } from "@/shared/text";
import { teamSchema } from "@/shared/protocol/shapes";

export { teamSchema } from "@/shared/protocol/shapes";

/** A team as pickers and tickets show it. */
export type TeamDto = z.infer<typeof teamSchema>;

/** A team as admins see it. */
export const adminTeamSchema = teamSchema
  .extend({
    description: z.string(),
    archived: z.boolean(),
    memberCount: z.number(),
    /** Who gets what is filed to the team, while they may work on it. */
    assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
    /** The address that mail to the team is sent to. */
    email: z.string().nullable(),
  })
  .meta({ id: "AdminTeam" });

/** A team as admins see it. */
export type AdminTeamDto = z.infer<typeof adminTeamSchema>;

const teamName = lineText({
  min: 1,
  max: 80,
  missing: said("fields.name"),
  tooShort: said("fields.name"),
  tooLong: said("fields.longest", { most: 80 }),
});
const description = boundedText({ max: 500, tooLong: said("fields.longest", { most: 500 }) }).overwrite(
  (value) => (hasVisible(value) ? value.trim() : ""),
);

const assigneeId = z.uuid(said("fields.notAnId")).toLowerCase().nullable();
const email = emailText.nullable();

/** Body of POST /api/admin/teams. */
export const teamCreateSchema = z.object({
  assigneeId: assigneeId.default(null),
  email: email.default(null),
  name: teamName,
  description: description.default(""),
  isPrivate: z.boolean().default(false),
});

/** A new team. */
export type TeamCreate = z.infer<typeof teamCreateSchema>;

/** Body of PATCH /api/admin/teams/{id}. */
export const teamPatchSchema = z.object({
  assigneeId: assigneeId.optional(),
  email: email.optional(),
  name: teamName.optional(),
  description: description.optional(),
  isPrivate: z.boolean().optional(),
  archived: z.boolean().optional(),
  /** What the caller saw: of a field that is another by now, and is to change, the change is refused. */
  was: z
    .object({
      name: z.string().max(200),
      description: z.string().max(1000),
      isPrivate: z.boolean(),
      archived: z.boolean(),
      assigneeId: z.string().max(40).nullable(),
      email: z.string().max(400).nullable(),
    })
    .partial()
    .optional(),
});

/** A change of a team. */
export type TeamPatch = z.infer<typeof teamPatchSchema>;

/** The query of GET /api/teams. */
export const teamQuerySchema = wholeListQuerySchema
  .extend({ q: queryText.optional() })
  .meta({ id: "TeamQuery" });
