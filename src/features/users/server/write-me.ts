import { noTicketToCheck, type By } from "@/server/by";
import { pool, transaction } from "@/server/database";
import { transactionOnce } from "@/server/idempotency";
import { guardTries } from "@/server/limits";
import { hashPassword, matchesPassword } from "@/server/passwords";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { writeAudit } from "@/features/organisations/server/write-audit";
import { endSessions } from "@/features/sessions/server/write";
import type { MyDto, Preferences } from "@/features/users/schema";
import { readMe } from "./read";

/** Changes one's own name or preferences; of those, what is not mentioned stays. */
export async function changeMe(
  actor: Actor,
  patch: { name?: string | undefined; preferences?: Preferences | undefined },
  by: By,
): Promise<MyDto> {
  await transactionOnce(by.key, noTicketToCheck, async (tx) => {
    await tx.query(
      `UPDATE people SET name = coalesce($2, name), preferences = preferences || coalesce($3::jsonb, '{}'), updated_at = now() WHERE id = $1`,
      [actor.id, patch.name ?? null, patch.preferences ? JSON.stringify(patch.preferences) : null],
    );
    return { body: null, ticketId: null };
  });
  return await readMe(actor);
}

/** Changes one's own password and ends all other sessions. A wrong current one throws `invalid`, and `rate_limited` when that goes on. */
export async function changePassword(
  actor: Actor,
  given: { current: string; password: string },
  address: string,
): Promise<void> {
  const { rows } = await pool().query<{ password_hash: string | null }>(
    "SELECT password_hash FROM people WHERE id = $1",
    [actor.id],
  );
  const kept = rows[0]?.password_hash ?? null;
  const isRight = await guardTries(
    { account: `password of ${actor.id}`, address },
    async () => false,
    async () => ((await matchesPassword(kept, given.current)) ? true : null),
  );
  if (!isRight) {
    throw new AppError("invalid", "Your current password is another one.", {
      errors: [{ path: "current", message: "Your current password is another one." }],
    });
  }
  const passwordHash = await hashPassword(given.password);
  await transaction(async (tx) => {
    await tx.query("UPDATE people SET password_hash = $2, updated_at = now() WHERE id = $1", [
      actor.id,
      passwordHash,
    ]);
    const { organisationId, id: personId } = actor;
    await endSessions(tx, {
      organisationId,
      personId,
      exceptSessionId: actor.sessionId,
      reason: "password_changed",
      actorId: personId,
    });
    await writeAudit(tx, {
      organisationId,
      actorId: personId,
      action: "person.password_changed",
      subjectType: "person",
      subjectId: personId,
      address,
    });
  });
}
