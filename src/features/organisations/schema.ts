import { z } from "zod";
import { said } from "@/messages/server/keys";
import { allowedHostText, parseAllowedHost } from "@/shared/network/allowed-host";
import { boundedList } from "@/shared/bounded-list";
import { canonicalEmail } from "@/shared/email";
import { LIMITS } from "@/shared/limits";
import { pageFields } from "@/shared/paging";
import { SLUG, SLUG_MAX } from "@/shared/slug";
import { lineText, queryText } from "@/shared/text";
import { lookAndHours, lookAndHoursPatch } from "./fields";

const hours = z
  .number()
  .int()
  .min(1)
  .max(24 * 365);

const minutes = z
  .number()
  .int()
  .min(1)
  .max(60 * 24 * 365);
const factorRole = z.enum(["user", "viewer", "agent", "admin"], said("fields.roles"));
/** A domain as addresses have it, in the form in which they are stored. */
const registrationDomain = z
  .string()
  .trim()
  .max(253)
  .overwrite((value) => domainOf(value) ?? value)
  .refine((value) => domainOf(value) !== null, said("fields.domain"));
/** In the form in which it is kept. */
const allowedHost = z
  .string()
  .max(300)
  .overwrite((value) => allowedHostOf(value) ?? value)
  .refine((value) => allowedHostOf(value) !== null, said("fields.allowedHost"));
/** The largest quota, a petabyte. */
const QUOTA_MOST_MB = 1_000_000_000;
/** A hundred years. */
const AUDIT_DAYS_MAX = 36_500;
const RETENTION_DAYS_MAX = 36_500;
const FIRST_UNASSIGNED_MINUTES = { low: 2880, medium: 1440, high: 60, urgent: 60 };

/** The settings of an organisation, complete: a stored `settings` may lack any of them. */
export const organisationSettingsSchema = z
  .object({
    /** Whether anybody may register; null: only in the demo. */
    registration: z.boolean().nullable().default(null).catch(null),
    /** The domains of addresses that may register; empty: any. */
    registrationDomains: z.array(z.string()).default([]).catch([]),
    /** Whether people without an account may write by the guest form. */
    guestForm: z.boolean().default(false).catch(false),
    /** Whether requesters may let colleagues follow their tickets. */
    colleagueWatchers: z.boolean().default(true).catch(true),
    /** Days after which a resolved ticket closes by itself. */
    autoCloseDays: z.number().int().min(1).max(365).default(7).catch(7),
    /** Days after closing within which its requester's reply reopens a ticket; later it becomes a new ticket. */
    reopenDays: z.number().int().min(0).max(365).default(14).catch(14),
    /** Days after which a closed ticket in which nothing is said leaves the lists; null: never. */
    archiveDays: z.number().int().min(1).max(RETENTION_DAYS_MAX).nullable().default(null).catch(null),
    /** Days after which nobody from outside is recognisable in such a ticket any more; null: never. */
    anonymiseDays: z.number().int().min(1).max(RETENTION_DAYS_MAX).nullable().default(null).catch(null),
    /** Days after which a session ends, however much it is used. */
    sessionDays: z.number().int().min(1).max(365).default(90).catch(90),
    /** Days after which a session ends that was not used. */
    sessionIdleDays: z.number().int().min(1).max(365).default(30).catch(30),
    /** Roles that have to have a second factor. */
    secondFactorRoles: z.array(factorRole).default([]).catch([]),
    /** Days that people of these roles have to turn it on; afterwards they are let in to do that, and nothing else. */
    secondFactorGraceDays: z.number().int().min(0).max(90).default(14).catch(14),
    /** Since when it has been asked of each of these roles. */
    secondFactorSince: z.partialRecord(factorRole, z.iso.datetime()).default({}).catch({}),
    /** What webhooks may reach although it is on no public address: hosts, addresses, networks. */
    webhookAllowedHosts: z.array(z.string()).default([]).catch([]),
    /** Days after which an entry of the audit is removed; null: never. Sign-ins and refusals go after 90 days at the latest. */
    auditDays: z.number().int().min(30).max(AUDIT_DAYS_MAX).nullable().default(730).catch(730),
    /** Megabytes that all files together may take; 0: as much as the disk has. */
    storageQuotaMb: z.number().int().min(0).max(QUOTA_MOST_MB).default(0).catch(0),
    ...lookAndHours,
    /** Hours within which a ticket of each priority is due; null: no due time. */
    dueHours: z
      .object({
        low: hours.nullable(),
        medium: hours.nullable(),
        high: hours.nullable(),
        urgent: hours.nullable(),
      })
      .default({ low: 120, medium: 72, high: 24, urgent: 4 })
      .catch({ low: 120, medium: 72, high: 24, urgent: 4 }),
    /** Minutes after which an unassigned ticket of each priority raises a notice; null: never. */
    unassignedMinutes: z
      .object({
        low: minutes.nullable(),
        medium: minutes.nullable(),
        high: minutes.nullable(),
        urgent: minutes.nullable(),
      })
      .default(FIRST_UNASSIGNED_MINUTES)
      .catch(FIRST_UNASSIGNED_MINUTES),
  })
  .meta({ id: "OrganisationSettings" });

/** What an organisation's admins can set. */
export type OrganisationSettings = z.infer<typeof organisationSettingsSchema>;

/** An organisation's name: one line. */
export const organisationNameSchema = lineText({
  min: 1,
  max: LIMITS.nameMax,
  missing: said("fields.name"),
  tooShort: said("fields.name"),
  tooLong: said("fields.longest", { most: 120 }),
});

/** The word that stands for an organisation at the console. */
export const organisationSlugSchema = z.string().max(SLUG_MAX).regex(SLUG, said("fields.slug"));

/** Days until a closed ticket is archived or anonymised. */
export const retentionDays = z
  .number()
  .int(said("fields.wholeDays"))
  .min(1, said("fields.oneDay"))
  .max(RETENTION_DAYS_MAX, said("fields.retentionDays"));

const settingFields = {
  name: organisationNameSchema.optional(),
  registration: z.boolean().optional(),
  registrationDomains: boundedList(registrationDomain, { max: 50 }).optional(),
  guestForm: z.boolean().optional(),
  colleagueWatchers: z.boolean().optional(),
  autoCloseDays: z
    .number()
    .int(said("fields.wholeDays"))
    .min(1, said("fields.oneDay"))
    .max(365, said("fields.mostDays"))
    .optional(),
  reopenDays: z
    .number()
    .int(said("fields.wholeDays"))
    .min(0, said("fields.daysOrNever"))
    .max(365, said("fields.mostDays"))
    .optional(),
  archiveDays: retentionDays.nullable().optional(),
  anonymiseDays: retentionDays.nullable().optional(),
  sessionDays: z
    .number()
    .int(said("fields.wholeDays"))
    .min(1, said("fields.oneDay"))
    .max(365, said("fields.mostDays"))
    .optional(),
  sessionIdleDays: z
    .number()
    .int(said("fields.wholeDays"))
    .min(1, said("fields.oneDay"))
    .max(365, said("fields.mostDays"))
    .optional(),
  secondFactorRoles: boundedList(factorRole, { max: 4 }).optional(),
  secondFactorGraceDays: z
    .number()
    .int(said("fields.wholeDays"))
    .min(0, said("fields.daysOrAtOnce"))
    .max(90, said("fields.most90Days"))
    .optional(),
  webhookAllowedHosts: boundedList(allowedHost, { max: 50 }).optional(),
  auditDays: z
    .number()
    .int(said("fields.wholeDays"))
    .min(30, said("fields.auditDays"))
    .max(AUDIT_DAYS_MAX, said("fields.auditDays"))
    .nullable()
    .optional(),
  storageQuotaMb: z
    .number()
    .int(said("fields.wholeMegabytes"))
    .min(0, said("fields.quota"))
    .max(QUOTA_MOST_MB, said("fields.mostMegabytes"))
    .optional(),
  ...lookAndHoursPatch,
  dueHours: z
    .object({
      low: hours.nullable().optional(),
      medium: hours.nullable().optional(),
      high: hours.nullable().optional(),
      urgent: hours.nullable().optional(),
    })
    .optional(),
  unassignedMinutes: z
    .object({
      low: minutes.nullable().optional(),
      medium: minutes.nullable().optional(),
      high: minutes.nullable().optional(),
      urgent: minutes.nullable().optional(),
    })
    .optional(),
};

/** Body of PATCH /api/admin/settings: any of the settings, and the organisation's name. */
export const settingsPatchSchema = z.object({
  ...settingFields,
  /** What the caller saw: of a setting that is another by now, and is to change, the change is refused. */
  was: z.object(settingFields).optional(),
});

/** A change of the settings. */
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

/** What /api/admin/settings answers. */
export const settingsSchema = organisationSettingsSchema
  .extend({
    name: z.string(),
    host: z.string().nullable(),
    registration: z.boolean(),
    isDemo: z.boolean(),
    logoUrl: z.string().nullable(),
    /** The largest file that this installation takes, in megabytes (MAX_UPLOAD_MB). */
    uploadMostMb: z.number().int(),
  })
  .meta({ id: "Settings" });

/** What /api/admin/settings answers. */
export type SettingsDto = z.infer<typeof settingsSchema>;

/** The query of GET /api/organisation/logo: a version makes the address one whose answer never changes. */
export const logoQuerySchema = z.object({ v: z.string().max(40).optional() });

export { lookSchema } from "@/shared/protocol/shapes";
export type { LookDto } from "@/shared/protocol/shapes";

/** A tag as pickers show it. */
export const tagSchema = z.object({ name: z.string() }).meta({ id: "Tag" });

/** The query of GET /api/tags. */
export const tagQuerySchema = z.object({ q: queryText.optional(), ...pageFields }).meta({ id: "TagQuery" });

function allowedHostOf(text: string): string | null {
  const host = parseAllowedHost(text);
  return host && allowedHostText(host);
}

/** The domain of addresses at it, as they are stored; null for what is none. */
function domainOf(text: string): string | null {
  return canonicalEmail(`a@${text.replace(/^@/, "")}`)?.slice(2) ?? null;
}
