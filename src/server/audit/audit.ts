import { v7 } from "uuid";
import type { Transaction } from "@/server/database/database";
import { emit, emitMany } from "@/server/event-log/emit";
import type { OrganisationId } from "@/shared/roles";

/** The actor of an entry; `id` is null for what the system or a command at the console did. */
export interface AuditedActor {
  organisationId: OrganisationId;
  id: string | null;
}

/** An action on people, teams, settings or sessions. Never put a secret into `data`. */
export interface AuditEntry {
  action: string;
  subjectType:
    | "person"
    | "team"
    | "category"
    | "session"
    | "organisation"
    | "ticket"
    | "mail"
    | "announcement"
    | "canned_reply"
    | "view"
    | "macro"
    | "job"
    | "import"
    | "tag"
    | "webhook";
  /** Absent where the subject has no id that stays, such as a category. */
  subjectId?: string;
  data?: Record<string, unknown>;
  /** The client's address; absent or "" where nobody asked by a request. */
  address?: string;
}

/** Writes an entry of the audit, in the transaction of its action, and announces it to admins: they see what another one of them did. Returns its id. */
export async function audit(tx: Transaction, actor: AuditedActor, entry: AuditEntry): Promise<string> {
  const entryId = v7();
  const { action, subjectType, subjectId = null } = entry;
  await tx.query(
    `INSERT INTO audit_entries (id, organisation_id, actor_id, action, subject_type, subject_id, data, address)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      entryId,
      actor.organisationId,
      actor.id,
      action,
      subjectType,
      subjectId,
      JSON.stringify(entry.data ?? {}),
      entry.address === "" ? null : (entry.address ?? null),
    ],
  );
  await emit(tx, {
    type: "audit:added",
    organisationId: actor.organisationId,
    actorId: actor.id,
    data: { entryId, action, subjectType, subjectId },
  });
  return entryId;
}

/** Writes many entries, as `audit` does one by one, in two statements. */
export async function auditMany(
  tx: Transaction,
  actor: AuditedActor,
  entries: readonly AuditEntry[],
): Promise<void> {
  const rows = entries.map((entry) => ({
    id: v7(),
    action: entry.action,
    subject_type: entry.subjectType,
    subject_id: entry.subjectId ?? null,
    data: entry.data ?? {},
    address: entry.address === "" ? null : (entry.address ?? null),
  }));
  await tx.query(
    `INSERT INTO audit_entries (id, organisation_id, actor_id, action, subject_type, subject_id, data, address)
     SELECT id, $1, $2, action, subject_type, subject_id, data, address FROM jsonb_to_recordset($3::jsonb)
       AS given (id uuid, action text, subject_type text, subject_id uuid, data jsonb, address text)`,
    [actor.organisationId, actor.id, JSON.stringify(rows)],
  );
  await emitMany(
    tx,
    rows.map((row) => ({
      type: "audit:added",
      organisationId: actor.organisationId,
      actorId: actor.id,
      data: {
        entryId: row.id,
        action: row.action,
        subjectType: row.subject_type,
        subjectId: row.subject_id,
      },
    })),
  );
}
