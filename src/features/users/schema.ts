import { z } from "zod";
import { addressRefusalSchema } from "@/features/refused-addresses/schema";
import { said } from "@/messages/server/keys";
import { USER_STATES } from "@/features/users/fields";
import { choicesPatchSchema, notificationChoicesSchema } from "@/features/notification-choices/schema";
import { teamSchema } from "@/features/teams/schema";
import { boundedList } from "@/shared/bounded-list";
import { emailText } from "@/shared/email";
import { LIMITS } from "@/shared/limits";
import { pageFields } from "@/shared/paging";
import { ROLES } from "@/shared/roles";
import { boundedText, lineText, queryText } from "@/shared/text";
import { isTimeZone } from "@/shared/time/time-zone";
import { languageFields, personSchema } from "@/shared/protocol/shapes";

export { personSchema } from "@/shared/protocol/shapes";

/** A person as others see them. */
export type PersonDto = z.infer<typeof personSchema>;

/** A person in a picker; staff also see when other staff were last online. */
export const personChoiceSchema = personSchema
  .extend({
    lastSeenAt: z.string().nullable().optional(),
    /** False for a person who has registered with this e-mail and not proven that it is theirs; for staff. */
    emailConfirmed: z.boolean().optional(),
  })
  .meta({ id: "PersonChoice" });

/** A person in a picker. */
export type PersonChoice = z.infer<typeof personChoiceSchema>;

/** An e-mail address in the one form in which it is stored and compared. */
export const emailSchema = emailText;

/** A person's name: one line. */
export const nameSchema = lineText({
  min: 1,
  max: LIMITS.nameMax,
  missing: said("fields.name"),
  tooShort: said("fields.name"),
  tooLong: said("fields.longest", { most: 120 }),
});

/** A new password; contract: at least 10 characters. */
export const passwordSchema = boundedText({
  min: LIMITS.passwordMin,
  max: LIMITS.passwordMax,
  missing: said("fields.password"),
  tooShort: said("fields.shortest", { least: 10 }),
  tooLong: said("fields.longest", { most: 200 }),
});

/** Body of POST /api/register. */
export const registrationSchema = z.object({
  name: nameSchema,
  email: emailSchema,
  password: passwordSchema,
});

/** The body of a registration. */
export type Registration = z.infer<typeof registrationSchema>;

/** A person's preferences; each may be missing. */
export const preferencesSchema = z
  .object({
    theme: z.enum(["light", "dark", "system"], said("fields.theme")).optional(),
    language: z.string().max(20).optional(),
    /** The name of a time zone; absent, null or "": that of the browser. */
    timeZone: z
      .string()
      .max(60, said("fields.timeZone"))
      .refine((name) => name === "" || isTimeZone(name), said("fields.timeZone"))
      .nullable()
      .optional(),
    shortcuts: z.boolean().optional(),
    sound: z.boolean().optional(),
    desktopNotifications: z.boolean().optional(),
    density: z.enum(["comfortable", "compact"]).optional(),
  })
  // Clients outside this repository keep their own choices beside ours.
  .catchall(z.union([z.string().max(200), z.number(), z.boolean(), z.null()]))
  .meta({ id: "Preferences" });

/** A person's preferences. */
export type Preferences = z.infer<typeof preferencesSchema>;

/** The answer of /api/me. */
export const mySchema = personSchema
  .extend({
    email: z.string().nullable(),
    /** Whether the e-mail is proven; until then tickets that are filed for it do not become this person's. */
    emailConfirmed: z.boolean(),
    organisation: z.object({ name: z.string(), isDemo: z.boolean(), ...languageFields }),
    teams: z.array(teamSchema),
    preferences: preferencesSchema,
    /** How they are notified, by the kinds that can reach them. */
    notificationChoices: notificationChoicesSchema,
    createdAt: z.string(),
  })
  .meta({ id: "Me" });

/** The answer of /api/me. */
export type MyDto = z.infer<typeof mySchema>;

/** Body of PATCH /api/me. */
export const myPatchSchema = z.object({
  name: nameSchema.optional(),
  preferences: preferencesSchema
    .refine((all) => Object.keys(all).length <= 50, said("fields.preferences"))
    .optional(),
  notificationChoices: choicesPatchSchema.optional(),
});

/** Query of GET /api/people/{id}/avatar: which picture is meant; with it browsers may keep it. */
export const avatarQuerySchema = z.object({ v: z.string().max(40).optional() });

/** Body of PUT /api/me/password. */
export const passwordChangeSchema = z.object({
  current: boundedText({
    min: 1,
    max: LIMITS.passwordMax,
    missing: said("fields.currentPassword"),
    tooShort: said("fields.currentPassword"),
    tooLong: said("fields.passwordLong"),
  }),
  password: passwordSchema,
});

/** Body of POST /api/first-run: the token that the start printed, and the first admin. */
export const firstRunSchema = z.object({
  token: z.string().min(1).max(200),
  name: nameSchema,
  email: emailSchema,
  password: passwordSchema,
  organisationName: lineText({
    max: LIMITS.nameMax,
    tooLong: said("fields.longest", { most: 120 }),
  }).optional(),
});

/** The first admin. */
export type FirstRun = z.infer<typeof firstRunSchema>;

/** Body of POST /api/invitation/check and /api/first-run/check: the token of a link's fragment. */
export const linkTokenSchema = z.object({ token: z.string().min(1).max(200) });

/** Body of POST /api/password-reset: whose password was forgotten; or the token of the mailed link, and the new password. */
export const passwordResetSchema = z
  .object({
    email: emailSchema.optional(),
    token: z.string().min(1).max(200).optional(),
    password: passwordSchema.optional(),
  })
  .refine(
    ({ email, token, password }) =>
      email === undefined
        ? token !== undefined && password !== undefined
        : token === undefined && password === undefined,
    { error: said("fields.emailOrToken"), path: ["email"] },
  )
  .meta({ examples: [{ email: "anna.berger@example.com" }] });

/** Whose password a link of POST /api/password-reset is about. */
export const resetAccountSchema = z
  .object({ email: z.string(), organisationName: z.string() })
  .meta({ id: "ResetAccount" });

/** Whose password it is. */
export type ResetAccount = z.infer<typeof resetAccountSchema>;

/** The answer of POST /api/register where a mail has to be confirmed first: the same whether or not there is an account. */
export const registrationPendingSchema = z
  .object({ email: z.string(), confirmation: z.literal("mailed") })
  .meta({ id: "RegistrationPending" });

/** What is answered while a registration waits for its confirmation. */
export type RegistrationPending = z.infer<typeof registrationPendingSchema>;

/** The person of an invitation. */
export const invitedSchema = z
  .object({ name: z.string(), email: z.string().nullable(), organisationName: z.string() })
  .meta({ id: "Invited" });

/** Body of POST /api/invitation: the token of the link, and the new password. */
export const invitationSchema = z.object({
  token: z.string().min(1).max(200),
  name: nameSchema.optional(),
  password: passwordSchema,
});

/** The body that accepts an invitation. */
export type InvitationAnswer = z.infer<typeof invitationSchema>;

/** The query of GET /api/people. */
export const peopleQuerySchema = z
  .object({
    q: queryText.optional(),
    role: boundedList(z.enum(ROLES)).optional(),
    /** "1": only people to whom tickets can be assigned. */
    assignable: z.enum(["0", "1"]).optional(),
    ...pageFields,
  })
  .meta({ id: "PeopleQuery" });

/** The query of a picker. */
export type PeopleQuery = z.infer<typeof peopleQuerySchema>;

const LETTERS_OF_WORD = /[\p{L}\p{N}]{3}/u;

/** The query of GET /api/colleagues. */
export const colleaguesQuerySchema = z
  .object({ q: queryText.refine((q) => LETTERS_OF_WORD.test(q), said("fields.threeLetters")) })
  .meta({ id: "ColleaguesQuery" });

const staffableRole = z.enum(["user", "viewer", "agent", "admin"], said("fields.role"));

/** A person as admins see them. */
export const adminUserSchema = personSchema
  .extend({
    email: z.string().nullable(),
    /** Whether the e-mail is proven, or an admin vouched for it. */
    emailConfirmed: z.boolean(),
    disabled: z.boolean(),
    /** Whether their data was erased: then they are disabled for good. */ erased: z.boolean(),
    /** True until they have chosen a password (or signed in by another system). */ invited: z.boolean(),
    state: z.enum(USER_STATES),
    /** When the link of their invitation ends, or has ended; null without one that was not used. */
    invitationEndsAt: z.string().nullable(),
    isDemo: z.boolean(),
    secondFactor: z.boolean(),
    teams: z.array(teamSchema),
    /** That their address refused mail for good, so that no notification is mailed there. */
    addressRefusal: addressRefusalSchema.nullable(),
    createdAt: z.string(),
    lastSeenAt: z.string().nullable(),
    /** The account that this one was merged into, or is being merged into. */
    mergedInto: z.object({ id: z.string(), name: z.string() }).nullable(),
  })
  .meta({ id: "AdminUser" });

/** A person as admins see them. */
export type AdminUserDto = z.infer<typeof adminUserSchema>;

/** The answer of POST /api/admin/users: the invitation link when no password was given. It is shown only once. */
export const createdUserSchema = adminUserSchema
  .extend({ invitationUrl: z.string().nullable() })
  .meta({ id: "CreatedUser" });

/** The query of GET /api/admin/users. */
export const adminUsersQuerySchema = z
  .object({
    q: queryText.optional(),
    role: boundedList(z.enum(ROLES)).optional(),
    disabled: z.enum(["0", "1"]).optional(),
    state: boundedList(z.enum(USER_STATES)).optional(),
    team: boundedList(z.uuid(said("fields.teamId")).toLowerCase()).optional(),
    sort: z.enum(["name", "-name", "created", "-created", "seen", "-seen"]).default("name"),
    ...pageFields,
  })
  .meta({ id: "AdminUsersQuery" });

/** The query of the people's list. */
export type AdminUsersQuery = z.infer<typeof adminUsersQuerySchema>;

const teamIds = boundedList(z.uuid(said("fields.teamId")).toLowerCase(), { max: 100 });

/** Body of POST /api/admin/users. */
export const userCreateSchema = z.object({
  name: nameSchema,
  email: emailSchema,
  role: staffableRole,
  password: passwordSchema.optional(),
  teamIds: teamIds.optional(),
});

/** A new person, as an admin makes them. */
export type UserCreate = z.infer<typeof userCreateSchema>;

/** Body of PATCH /api/admin/users/{id}. */
export const userPatchSchema = z.object({
  name: nameSchema.optional(),
  role: staffableRole.optional(),
  disabled: z.boolean().optional(),
  /** An admin confirms that the e-mail is theirs: tickets that were filed for it become theirs. */
  emailConfirmed: z.literal(true, said("fields.emailConfirmed")).optional(),
  /** Removes the second factor of a person who has lost it. */
  secondFactor: z.literal(false, said("fields.secondFactor")).optional(),
  teamIds: teamIds.optional(),
  /** What the caller saw: of a field that is another by now, and is to change, the change is refused. */
  was: z
    .object({ name: z.string().max(200), role: z.enum(ROLES), disabled: z.boolean(), teamIds })
    .partial()
    .optional(),
});

/** A change of a person, as an admin makes it. */
export type UserPatch = z.infer<typeof userPatchSchema>;
