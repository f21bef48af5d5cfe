import { v7 } from "uuid";
import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
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
    "person" | "team" | "category" | "session" | "organisation" | "ticket" | "mail" | "announcement" | "job";
  /** Absent where the subject has no id that stays, such as a category. */
  subjectId?: string;
  data?: Record<string, unknown>;
  /** The client's address; absent or "" where nobody asked by a request. */
  address?: string;
}

/** Writes an entry of the audit, in the transaction of its action, and announces it to admins: they see what another one of them did. */
export async function audit(tx: Transaction, actor: AuditedActor, entry: AuditEntry): Promise<void> {
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
}
