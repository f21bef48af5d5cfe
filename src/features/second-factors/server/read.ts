import { pool, type Sql } from "@/server/database/database";
import {
  hasSecondFactor,
  isSecondFactorAskedOf,
  secondFactorDueOf,
} from "@/server/sign-in/second-factor-due";
import type { Actor } from "@/shared/roles";
import type { TotpStatus } from "@/features/second-factors/schema";

/** Whether the caller signs in with a second factor, since when, how many recovery codes they have left, and whether they have to. */
export async function readTotpStatus(actor: Actor, sql: Sql = pool()): Promise<TotpStatus> {
  const { rows } = await sql.query<{
    confirmed_at: Date | null;
    codes: number;
    is_required: boolean;
    due_at: Date | null;
    has_one: boolean;
    has_passkeys: boolean;
  }>(
    `SELECT f.confirmed_at, ${isSecondFactorAskedOf("p")} AS is_required, ${secondFactorDueOf("p")} AS due_at, ${hasSecondFactor("p")} AS has_one,
       EXISTS (SELECT 1 FROM passkeys k WHERE k.person_id = p.id) AS has_passkeys,
       (SELECT count(*)::int FROM recovery_codes c WHERE c.person_id = p.id AND c.used_at IS NULL) AS codes
     FROM people p JOIN organisations o ON o.id = p.organisation_id LEFT JOIN totp_factors f ON f.person_id = p.id
     WHERE p.id = $1 AND p.organisation_id = $2`,
    [actor.id, actor.organisationId],
  );
  const row = rows[0];
  return {
    enabled: (row?.confirmed_at ?? null) !== null,
    enabledAt: row?.confirmed_at?.toISOString() ?? null,
    recoveryCodesLeft: row?.codes ?? 0,
    required: row?.is_required ?? false,
    active: row?.has_one ?? false,
    removable: !row?.is_required || row.has_passkeys,
    dueAt: row?.due_at?.toISOString() ?? null,
  };
}
