import { ADDRESSES_MAX, type AddressDto } from "@/features/addresses/schema";
import { noteQueued } from "@/features/mail/server/write-queue";
import { byOwner, lockFactors, tellOwner } from "@/features/second-factors/server/write";
import type { Language } from "@/messages/locale";
import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { sqlTransactionOnce } from "@/server/api/idempotency";
import type { Transaction } from "@/server/database/database";
import { limitUses } from "@/server/rate-limits/limits";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";
import { listAddresses } from "./read";

const HOUR = 60 * 60;
/** Links that a person may ask for in an hour, to whatever address. */
const ASKED = 20;

/**
 * Adds an address to the caller's account, unproven: a link to confirm it is mailed there. Whether somebody has it is looked up by
 * the job that mails, so the answer says the same and takes as long. One that is unproven already is mailed again. Throws `conflict`
 * for one that is the caller's, or where there are too many, and `rate_limited`.
 */
export async function addAddress(
  actor: Actor,
  { email, language }: { email: string; language: Language },
  by: By,
): Promise<AddressDto> {
  return await sqlTransactionOnce(by.key, async (tx) => {
    await lockFactors(tx, actor);
    const present = await listAddresses(actor, tx);
    const known = present.find((one) => one.email === email);
    if (known?.confirmed) {
      throw new AppError("conflict", say("refusals.addresses.known"));
    }
    if (present.length >= ADDRESSES_MAX) {
      throw new AppError("conflict", say("refusals.addresses.tooMany", { most: ADDRESSES_MAX }));
    }
    await limitUses("address-links", actor.id, ASKED, HOUR);
    await tx.query(
      `INSERT INTO person_addresses (organisation_id, person_id, email, asked_at, language) VALUES ($1, $2, $3, now(), $4)
       ON CONFLICT (person_id, email) DO UPDATE SET asked_at = now(), language = excluded.language`,
      [actor.organisationId, actor.id, email, language],
    );
    noteQueued(tx);
    await tellOwner(tx, actor, {
      change: "address_asked",
      ...byOwner(actor, by),
      data: { email },
    });
    return await addressOf(tx, actor, (one) => one.email === email);
  });
}

/** Mails the link to confirm an unproven address again. Throws `not_found`, `conflict` for a proven one, and `rate_limited`. */
export async function mailConfirmation(
  actor: Actor,
  { id, language }: { id: string; language: Language },
  by: By,
): Promise<void> {
  await sqlTransactionOnce(by.key, async (tx) => {
    await lockFactors(tx, actor);
    const address = await addressOf(tx, actor, (one) => one.id === knownId(id));
    if (address.confirmed) {
      throw new AppError("conflict", say("refusals.addresses.known"));
    }
    await limitUses("address-links", actor.id, ASKED, HOUR);
    await tx.query("UPDATE person_addresses SET asked_at = now(), language = $2 WHERE id = $1", [
      address.id,
      language,
    ]);
    noteQueued(tx);
    return null;
  });
}

/**
 * Makes a proven address the primary one; the earlier one stays as another address, and is the one that is notified. Throws `not_found`,
 * and `conflict` for an unproven one.
 */
export async function makePrimary(actor: Actor, id: string, by: By): Promise<AddressDto> {
  return await sqlTransactionOnce(by.key, async (tx) => {
    await lockFactors(tx, actor);
    const address = await addressOf(tx, actor, (one) => one.id === knownId(id));
    if (!address.confirmed) {
      throw new AppError("conflict", say("refusals.addresses.unproven"));
    }
    if (!address.primary) {
      await tellOwner(tx, actor, {
        change: "address_primary",
        ...byOwner(actor, by),
        data: { email: address.email },
      });
      await tx.query(
        "UPDATE people SET email = $2, email_confirmed_at = now(), updated_at = now() WHERE id = $1",
        [actor.id, address.email],
      );
    }
    return await addressOf(tx, actor, (one) => one.id === address.id);
  });
}

/** Removes an address that is not the primary one; links that were mailed there do not work any more. Throws `not_found`, and `conflict` for the primary one. */
export async function removeAddress(actor: Actor, id: string, by: By): Promise<void> {
  await sqlTransactionOnce(by.key, async (tx) => {
    await lockFactors(tx, actor);
    const address = await addressOf(tx, actor, (one) => one.id === knownId(id));
    if (address.primary) {
      throw new AppError("conflict", say("refusals.addresses.primary"));
    }
    await tx.query("DELETE FROM person_addresses WHERE id = $1", [address.id]);
    await tx.query(
      "DELETE FROM secret_tokens WHERE person_id = $1 AND kind = 'reset' AND email = $2 AND used_at IS NULL",
      [actor.id, address.email],
    );
    await tx.query(
      `UPDATE outgoing_mails SET expires_at = now() WHERE organisation_id = $1 AND person_id = $2 AND to_address = $3
         AND kind IN ('passwordReset', 'confirmAddress') AND state <> 'sent' AND expires_at > now()`,
      [actor.organisationId, actor.id, address.email],
    );
    await tellOwner(tx, actor, {
      change: address.confirmed ? "address_removed" : "address_dropped",
      ...byOwner(actor, by),
      data: { email: address.email },
    });
    return null;
  });
}

async function addressOf(
  tx: Transaction,
  actor: Actor,
  isWanted: (one: AddressDto) => boolean,
): Promise<AddressDto> {
  const found = (await listAddresses(actor, tx)).find(isWanted);
  if (!found) {
    throw noSuchAddress();
  }
  return found;
}

function knownId(id: string): string {
  if (!isUuid(id)) {
    throw noSuchAddress();
  }
  return id.toLowerCase();
}

function noSuchAddress(): AppError {
  return new AppError("not_found", say("refusals.addresses.unknown"));
}
