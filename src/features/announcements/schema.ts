import { z } from "zod";
import { said } from "@/messages/server/keys";
import { boundedList } from "@/shared/bounded-list";
import { pageFields, pageSchema } from "@/shared/paging";
import {
  ANNOUNCEMENT_AUDIENCES,
  announcementSchema,
  NOTICE_LEVELS,
  teamSchema,
} from "@/shared/protocol/shapes";
import { lineText } from "@/shared/text";
import { timeText } from "@/shared/time/time-text";

export { announcementSchema } from "@/shared/protocol/shapes";

/** The level of an announcement. */
export type AnnouncementLevel = (typeof NOTICE_LEVELS)[number];

/** Whom an announcement is for. */
export type AnnouncementAudience = (typeof ANNOUNCEMENT_AUDIENCES)[number];

/** An announcement is planned, current or past, by the clock. */
const ANNOUNCEMENT_STATES = ["current", "planned", "past"] as const;

/** How an announcement stands. */
export type AnnouncementState = (typeof ANNOUNCEMENT_STATES)[number];

/** An announcement as those read it whom it is for. */
export type AnnouncementDto = z.infer<typeof announcementSchema>;

/** What admins see of an announcement beyond what it says. */
const adminFields = z.object({
  state: z.enum(ANNOUNCEMENT_STATES),
  audience: z.enum(ANNOUNCEMENT_AUDIENCES),
  team: teamSchema.nullable(),
  onSignIn: z.boolean(),
  createdAt: z.string(),
});

/** An announcement as admins see it. */
export const adminAnnouncementSchema = announcementSchema
  .extend(adminFields.shape)
  .meta({ id: "AdminAnnouncement" });

/** An announcement as admins see it. */
export type AdminAnnouncementDto = z.infer<typeof adminAnnouncementSchema>;

/** What GET /api/announcements answers: to admins with all fields, to others what it says. */
export const announcementPageSchema = pageSchema(
  announcementSchema.extend(adminFields.partial().shape).meta({ id: "ListedAnnouncement" }),
);

/** An announcement on the sign-in page, where nobody is known. */
export const signInAnnouncementSchema = announcementSchema
  .omit({ isDismissed: true })
  .meta({ id: "SignInAnnouncement" });

/** An announcement on the sign-in page. */
export type SignInAnnouncementDto = z.infer<typeof signInAnnouncementSchema>;

/** What GET /api/announcements/sign-in answers. */
export const signInAnnouncementsSchema = z.object({ items: z.array(signInAnnouncementSchema) });

/** The query of GET /api/announcements. */
export const announcementQuerySchema = z
  .object({
    /** "me": the current ones for the caller, as anybody else gets them; of admins alone it changes the answer. */
    for: z.literal("me").optional(),
    state: boundedList(z.enum(ANNOUNCEMENT_STATES, said("fields.announcementState"))).optional(),
    ...pageFields,
  })
  .meta({ id: "AnnouncementQuery" });

/** Which announcements are asked for. */
export type AnnouncementQuery = z.infer<typeof announcementQuerySchema>;

/** Characters of a message: it is a banner, not a page. */
const MESSAGE_MAX = 300;
const LINK_MAX = 2_000;

const fields = {
  message: lineText({
    min: 1,
    max: MESSAGE_MAX,
    missing: said("fields.writeSomething"),
    tooShort: said("fields.writeSomething"),
    tooLong: said("fields.longest", { most: MESSAGE_MAX }),
  }),
  level: z.enum(NOTICE_LEVELS, said("fields.announcementLevel")),
  link: z
    .string()
    .trim()
    .max(LINK_MAX, said("fields.longest", { most: LINK_MAX }))
    .nullable(),
  audience: z.enum(ANNOUNCEMENT_AUDIENCES, said("fields.announcementAudience")),
  teamId: z.uuid(said("fields.teamId")).toLowerCase().nullable(),
  onSignIn: z.boolean(),
  startsAt: timeText,
  endsAt: timeText.nullable(),
};

/** Body of POST /api/announcements: without `startsAt` it begins at once, without `endsAt` it stays until somebody ends it. */
export const announcementCreateSchema = z.object({
  message: fields.message,
  level: fields.level.default("info"),
  link: fields.link.default(null),
  audience: fields.audience.default("everybody"),
  teamId: fields.teamId.default(null),
  onSignIn: fields.onSignIn.default(false),
  startsAt: fields.startsAt.nullish(),
  endsAt: fields.endsAt.default(null),
});

/** A new announcement. */
export type AnnouncementCreate = z.infer<typeof announcementCreateSchema>;

/** Body of PATCH /api/announcements/{id}. */
export const announcementPatchSchema = z.object({
  ...z.object(fields).partial().shape,
  /** Ends it now, by the server's clock. */
  ended: z.literal(true).optional(),
  /** What the caller saw: of a field that is another by now, and is to change, the change is refused. */
  was: z
    .object({
      message: z.string().max(5_000),
      level: z.string().max(40),
      link: z.string().max(5_000).nullable(),
      audience: z.string().max(40),
      teamId: z.string().max(60).nullable(),
      onSignIn: z.boolean(),
      startsAt: z.string().max(60),
      endsAt: z.string().max(60).nullable(),
    })
    .partial()
    .optional(),
});

/** A change of an announcement. */
export type AnnouncementPatch = z.infer<typeof announcementPatchSchema>;

/** Body of POST /api/announcements/{id}/dismiss: the revision that was read. */
export const announcementDismissSchema = z.object({ revision: z.number().int().min(1).max(2_147_483_647) });
