import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { prisma } from "@/server/database/database";
import { findAnswer, prismaTransactionOnce } from "@/server/api/idempotency";
import { guardTries } from "@/server/rate-limits/limits";
import { hashNewPassword, matchesPassword } from "@/server/sign-in/passwords";
import { refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { audit } from "@/server/audit/audit";
import type { ChoicesPatch } from "@/features/notification-choices/schema";
import { changeChoices } from "@/features/notification-choices/server/write";
import { byOwner, tellOwner } from "@/features/second-factors/server/write";
import { endSessions } from "@/features/sessions/server/write";
import { markProven } from "@/features/sessions/server/write-reauthenticate";
import type { MyDto, Preferences } from "@/features/users/schema";
import { readMe } from "./read";
import { announceName } from "./write";

const PREFERENCES_BYTES = 16_000;

/** Changes the caller's name, preferences or choices of notifications; absent ones stay. */
export async function changeMe(
  actor: Actor,
  patch: {
    name?: string | undefined;
    preferences?: Preferences | undefined;
    notificationChoices?: ChoicesPatch | undefined;
  },
  by: By,
): Promise<MyDto> {
  await prismaTransactionOnce(by.key, async ({ sql }) => {
    // One statement that adds to the preferences: two tabs that set different ones both keep theirs.
    const { rows } = await sql.query<{ size: number }>(
      `UPDATE people SET name = coalesce($2, name), preferences = jsonb_strip_nulls(preferences || coalesce($3::jsonb, '{}')), updated_at = now()
       WHERE id = $1 RETURNING octet_length(preferences::text) AS size`,
      [actor.id, patch.name ?? null, patch.preferences ? JSON.stringify(patch.preferences) : null],
    );
    if ((rows[0]?.size ?? 0) > PREFERENCES_BYTES) {
      throw refusedField("preferences", say("refusals.users.preferencesFull"));
    }
    if (patch.name !== undefined && patch.name !== actor.name) {
      await announceName(sql, actor, actor.id);
    }
    if (patch.notificationChoices) {
      await changeChoices(sql, actor, patch.notificationChoices);
    }
    return null;
  });
  return await readMe(actor);
}

/**
 * Changes the caller's password and ends all other sessions. A wrong current one throws `invalid`, and
 * `rate_limited` when there are many; a request that is repeated by its key does not count again, though its
 * current password is the old one by then.
 */
export async function changePassword(
  actor: Actor,
  given: { current: string; password: string },
  by: By,
): Promise<void> {
  if (by.key && (await findAnswer(by.key))) {
    return;
  }
  if (!(await isOwnPassword(actor, given.current, by.address))) {
    if (by.key && (await findAnswer(by.key))) {
      return;
    }
    throw refusedField("current", say("refusals.users.otherPassword"));
  }
  const { name, email, organisation } = await readMe(actor);
  const passwordHash = await hashNewPassword(given.password, {
    name,
    email,
    organisationName: organisation.name,
  });
  await prismaTransactionOnce(by.key, async ({ prisma: rows, sql }) => {
    const { organisationId, id: personId } = actor;
    await rows.person.update({ where: { id: personId }, data: { passwordHash, updatedAt: new Date() } });
    await markProven(sql, actor.sessionId);
    await endSessions(sql, {
      organisationId,
      personId,
      exceptSessionId: actor.sessionId,
      reason: "password_changed",
      actorId: personId,
    });
    await audit(sql, actor, {
      action: "person.password_changed",
      subjectType: "person",
      subjectId: personId,
      address: by.address,
    });
    await tellOwner(sql, actor, { change: "password_changed", ...byOwner(actor, by) });
    return null;
  });
}

async function isOwnPassword(actor: Actor, password: string, address: string): Promise<boolean> {
  const person = await prisma().person.findUnique({
    where: { id: actor.id },
    select: { passwordHash: true },
  });
  const isRight = await guardTries(
    { organisationId: actor.organisationId, account: actor.id, address },
    // They are signed in here: attempts of others from the same address do not count for them.
    async () => true,
    async () => ((await matchesPassword(person?.passwordHash ?? null, password)) ? true : null),
  );
  return isRight !== null;
}
