import { v7 } from "uuid";
import type { Sql } from "@/server/database/database";
import type { OrganisationId } from "@/shared/roles";

/** An action on people, teams, settings or sessions. Never put a secret into `data`. */
export interface AuditNote {
  organisationId: OrganisationId;
  /** Null for what the system or a command at the console did. */
  actorId: string | null;
  action: string;
  subjectType?: "person" | "team" | "category" | "session" | "organisation" | "ticket";
  subjectId?: string;
  data?: Record<string, unknown>;
  address?: string;
}

/** Writes an entry of the audit, in the transaction of its action. */
export async function writeAudit(sql: Sql, note: AuditNote): Promise<void> {
  await sql.query(
    `INSERT INTO audit_entries (id, organisation_id, actor_id, action, subject_type, subject_id, data, address)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      v7(),
      note.organisationId,
      note.actorId,
      note.action,
      note.subjectType ?? null,
      note.subjectId ?? null,
      JSON.stringify(note.data ?? {}),
      note.address === "" ? null : (note.address ?? null),
    ],
  );
}
