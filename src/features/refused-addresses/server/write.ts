import type { RefusalSource } from "@/features/refused-addresses/schema";
import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { sqlTransactionOnce } from "@/server/api/idempotency";
import { audit } from "@/server/audit/audit";
import { pool, transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";

const ANSWER_MOST = 300;

/** That an address takes no mail for good. */
export interface Refusal {
  organisationId: string;
  address: string;
  source: RefusalSource;
  /** What was answered. */
  answer: string;
}

/** Notes that an address takes no mail for good: no notification is mailed there any more, and its owner sees so. The first refusal stays. */
export async function noteRefusal({ organisationId, address, source, answer }: Refusal): Promise<void> {
  await transaction(async (tx) => {
    const { rowCount } = await tx.query(
      `INSERT INTO refused_addresses (organisation_id, address, source, answer) VALUES ($1, $2, $3, $4)
       ON CONFLICT (organisation_id, address) DO NOTHING`,
      [organisationId, address, source, answer.slice(0, ANSWER_MOST)],
    );
    const { rows } = await tx.query<{ person_id: string }>(
      "SELECT person_id FROM person_addresses WHERE organisation_id = $1 AND email = $2 AND $3::int > 0",
      [organisationId, address, rowCount],
    );
    for (const { person_id: personId } of rows) {
      await emit(tx, { type: "notification:choices", organisationId, actorId: null, data: { personId } });
    }
  });
}

/** Notes that a mail server took a mail for an address that one had refused before. A mail that came back says more than that. */
export async function noteTaken(organisationId: string, address: string): Promise<void> {
  await pool().query(
    "DELETE FROM refused_addresses WHERE organisation_id = $1 AND address = $2 AND source = 'server'",
    [organisationId, address],
  );
}

/** Lets mail go to one of the actor's own addresses again. Throws `not_found`, and `conflict` for one that refuses nothing. */
export async function retryOwnAddress(actor: Actor, addressId: string, by: By): Promise<void> {
  await retry(actor, "a.id = $2 AND a.person_id = $3", [addressId, actor.id], by);
}

/** Lets mail go to the primary address of a person again; for admins. Throws `not_found`, and `conflict` for one that refuses nothing. */
export async function retryPersonsAddress(actor: Actor, personId: string, by: By): Promise<void> {
  await retry(actor, "p.id = $2 AND a.email = p.email", [personId], by);
}

async function retry(actor: Actor, which: string, values: readonly string[], by: By): Promise<void> {
  const { organisationId } = actor;
  await sqlTransactionOnce(by.key, async (tx) => {
    const { rows } = await tx.query<{ email: string; person_id: string }>(
      `SELECT a.email, a.person_id FROM person_addresses a JOIN people p ON p.id = a.person_id
       WHERE a.organisation_id = $1 AND ${which}`,
      [organisationId, ...values.map((id) => (isUuid(id) ? id : null))],
    );
    const [found] = rows;
    if (!found) {
      throw new AppError("not_found", say("refusals.addresses.unknown"));
    }
    const { rowCount } = await tx.query(
      "DELETE FROM refused_addresses WHERE organisation_id = $1 AND address = $2",
      [organisationId, found.email],
    );
    if (rowCount === 0) {
      throw new AppError("conflict", say("refusals.addresses.takesMail"));
    }
    await audit(tx, actor, {
      action: "person.address_retried",
      subjectType: "person",
      subjectId: found.person_id,
      data: { email: found.email },
      address: by.address,
    });
    await emit(tx, {
      type: "notification:choices",
      organisationId,
      actorId: actor.id,
      data: { personId: found.person_id },
    });
    return null;
  });
}
