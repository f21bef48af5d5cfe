import { v7 } from "uuid";
import type { ErasureDto, ErasureStart } from "@/features/person-data/schema";
import { endSessions } from "@/features/sessions/server/write";
import { unassignUnauthorised } from "@/features/ticket-record/server/write-unassign";
import { announceName } from "@/features/users/server/write";
import { lockOrganisation, refuseLastAdmin } from "@/features/users/server/write-admins";
import type { Language } from "@/messages/locale";
import { say, speak } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { sqlTransactionOnce } from "@/server/api/idempotency";
import { audit } from "@/server/audit/audit";
import type { Transaction } from "@/server/database/database";
import { onCommit } from "@/server/database/wake";
import { shareOnce } from "@/server/process/globals";
import { AppError, refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { findSubject, previewErasure, readErasure, type Subject } from "./read";
import { sealKnown, type KnownPerson } from "./read-task";

/** No transaction of ours takes longer from a start to its commit. */
const SOON_MILLISECONDS = 10_000;
/** Names that they had before, of which copies may be left. */
const FORMER_NAMES = 50;

/**
 * Begins to erase a person's data: they have no name, no address and no access from this moment, and a job does the rest. Throws `not_found`,
 * `forbidden` for oneself, `last_admin`, `invalid` where another name was typed, and `conflict` where the preview is not what was seen, the
 * person can still sign in and that was not asked to end, or it was begun before.
 */
export async function beginErasure(
  actor: Actor,
  { personId, given, language }: { personId: string; given: ErasureStart; language: Language },
  by: By,
): Promise<ErasureDto> {
  return await sqlTransactionOnce(by.key, async (tx) => {
    await lockOrganisation(tx, actor.organisationId);
    const subject = await findSubject(tx, actor.organisationId, personId, { lock: true });
    await refuse(tx, actor, subject, given);
    const id = v7();
    const sealed = sealKnown(id, await readKnown(tx, subject));
    await tx.query(
      `INSERT INTO person_erasures (id, organisation_id, person_id, started_by, texts, language, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, actor.organisationId, subject.id, actor.id, given.texts, language, sealed],
    );
    await makeNameless(tx, actor, subject, speak(say("erasure.name"), language));
    await audit(tx, actor, {
      action: "person.erasure_started",
      subjectType: "person",
      subjectId: subject.id,
      data: { texts: given.texts },
      address: by.address,
    });
    noteErasing(tx);
    return await readErasure(actor, subject.id, tx);
  });
}

async function refuse(tx: Transaction, actor: Actor, subject: Subject, given: ErasureStart): Promise<void> {
  if (subject.is_erased) {
    throw new AppError("conflict", say("refusals.personData.begun"));
  }
  if (subject.id === actor.id) {
    throw new AppError("forbidden", say("refusals.personData.oneself"));
  }
  await refuseLastAdmin(tx, actor.organisationId, subject.id);
  if (sameName(given.name) !== sameName(subject.name)) {
    throw refusedField("name", say("refusals.personData.otherName"));
  }
  const preview = await previewErasure(tx, actor, subject);
  if (preview.seen !== given.seen) {
    throw new AppError("conflict", say("refusals.api.changedMeanwhile"), {
      members: { current: await readErasure(actor, subject.id, tx) },
    });
  }
  if (preview.active && !given.disable) {
    throw new AppError("conflict", say("refusals.personData.active"));
  }
}

async function makeNameless(tx: Transaction, actor: Actor, subject: Subject, name: string): Promise<void> {
  const { organisationId, id: actorId } = actor;
  await tx.query(
    `UPDATE people SET name = $2, email = NULL, email_confirmed_at = NULL, password_hash = NULL, external_source = NULL, external_id = NULL,
       avatar_key = NULL, preferences = '{}', notification_choices = '{}', last_seen_at = NULL, updated_at = now(), erased_at = now(),
       disabled_at = coalesce(disabled_at, now()) WHERE id = $1`,
    [subject.id, name],
  );
  await endSessions(tx, { organisationId, personId: subject.id, reason: "disabled", actorId });
  await unassignUnauthorised(tx, { organisationId, actorId }, { personId: subject.id });
  await announceName(tx, actor, subject.id, { isErased: true });
}

/** Everything by which copies of their name and addresses are found. */
async function readKnown(tx: Transaction, subject: Subject): Promise<KnownPerson> {
  const { rows } = await tx.query<{ addresses: string[]; names: string[] }>(
    `SELECT ARRAY(SELECT lower(p.email) FROM people p WHERE p.id = $1 AND p.email IS NOT NULL
         UNION SELECT lower(a.email) FROM person_addresses a WHERE a.person_id = $1
         UNION SELECT lower(g.email) FROM guest_tickets g WHERE g.person_id = $1) AS addresses,
       ARRAY(SELECT name FROM (SELECT unnest(ARRAY[data->>'name', data#>>'{before,name}']) AS name FROM audit_entries
         WHERE subject_id = $1 AND organisation_id = $2 AND action = 'person.changed' ORDER BY id DESC LIMIT ${FORMER_NAMES}) n WHERE name <> '') AS names`,
    [subject.id, subject.organisation_id],
  );
  const [found] = rows;
  return {
    names: [...new Set([subject.name, ...(found?.names ?? [])])],
    addresses: found?.addresses ?? [],
    avatarKey: subject.avatar_key,
  };
}

/** Lets the commit of a transaction after which an erasure has something to do wake the job that does it. */
export function noteErasing(tx: Transaction): void {
  tx.emitted = true;
  erasing().at = performance.now();
}

/** Calls `listener` when an erasure may have something to do; returns a function that unsubscribes. */
export function onErasing(listener: () => void): () => void {
  return onCommit(() => performance.now() - erasing().at < SOON_MILLISECONDS && listener());
}

/** When this process last noted one. */
function erasing(): { at: number } {
  return shareOnce("erasing", () => ({ at: Number.NEGATIVE_INFINITY }));
}

function sameName(name: string): string {
  return name.trim().normalize("NFC").toLowerCase();
}
