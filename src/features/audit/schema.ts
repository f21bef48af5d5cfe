import { z } from "zod";
import { said } from "@/messages/server/keys";
import { AUDIT_CHAINS } from "@/shared/audit/chains";
import { pageFields } from "@/shared/paging";
import { timeText } from "@/shared/time/time-text";

/** An entry of the audit: an action on people, teams, settings or sessions, or an attempt. */
export const auditEntrySchema = z
  .object({
    id: z.string(),
    at: z.string(),
    actor: z.object({ id: z.string(), name: z.string() }).nullable(),
    action: z.string(),
    subjectType: z.string().nullable(),
    subjectId: z.string().nullable(),
    /** What the person or team that it is about is called now. */
    subjectName: z.string().nullable(),
    data: z.record(z.string(), z.unknown()),
    address: z.string().nullable(),
    /** The User-Agent; for sign-ins and refusals. */
    userAgent: z.string().nullable(),
    /** How often it happened within that minute; above 1 only for attempts and refusals. */
    count: z.number().int(),
    /** Its place in the chain of its kind; null while it is not sealed yet. */
    number: z.number().int().nullable(),
  })
  .meta({ id: "AuditEntry" });

/** An entry of the audit: an action on people, teams, settings or sessions. */
export type AuditEntryDto = z.infer<typeof auditEntrySchema>;

/** Which entries of the audit are meant. */
const auditFilters = {
  action: z.string().max(80).optional(),
  subject: z.uuid(said("fields.noId")).optional(),
  /** All actions whose name begins so, such as "sign_in" or "person". */
  kind: z
    .string()
    .regex(/^[a-z_]{1,40}$/, said("fields.auditKind"))
    .optional(),
  /** The actor, or the person that it was about. */
  person: z.uuid(said("fields.noId")).optional(),
  since: timeText.optional(),
};

/** The query of GET /api/admin/audit. */
export const auditQuerySchema = z.object({ ...auditFilters, ...pageFields }).meta({ id: "AuditQuery" });

/** Which entries of the audit are wanted. */
export type AuditQuery = z.infer<typeof auditQuerySchema>;

/** The query of GET /api/admin/audit/export.csv. */
export const auditExportQuerySchema = z.object(auditFilters).meta({ id: "AuditExportQuery" });

/** Which entries of the audit are exported. */
export type AuditExportQuery = z.infer<typeof auditExportQuerySchema>;

/** An entry's number and hash. */
const auditLinkSchema = z.object({ number: z.number().int(), hash: z.string() });

/** The query of GET /api/admin/audit/check. */
export const auditCheckQuerySchema = z
  .object({
    chain: z.enum(AUDIT_CHAINS, said("fields.auditChain")),
    /** The `next` of the part before; absent for the beginning of the chain. */
    after: z.coerce.number().int().min(0).max(2_147_483_646).optional(),
  })
  .meta({ id: "AuditCheckQuery" });

/** What a part of a chain's check found. */
export const auditCheckSchema = z
  .object({
    chain: z.enum(AUDIT_CHAINS),
    /** How many entries fitted in this part. */
    checked: z.number().int(),
    /** The last entry that fitted. */
    last: auditLinkSchema,
    /** The last entry that retention removed, 0 where none was: the chain begins behind it. */
    removed: z.number().int(),
    /** The last sealed entry as it was recorded. */
    head: auditLinkSchema,
    /** Entries that are not sealed yet. */
    waiting: z.number().int(),
    /** Where to go on; null at the chain's end or at a problem. */
    next: z.number().int().nullable(),
    /** The first entry that is wrong. */
    problem: z
      .object({
        kind: z.enum(["changed", "missing", "repeated", "late", "beyond"]),
        number: z.number().int(),
      })
      .nullable(),
  })
  .meta({ id: "AuditCheck" });

/** What a part of a chain's check found. */
export type AuditCheckDto = z.infer<typeof auditCheckSchema>;
