import type { MailServerDto, MailServerPatch } from "@/features/mail-server/schema";
import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { sqlTransactionOnce } from "@/server/api/idempotency";
import { changedFrom, refuseStale } from "@/server/api/stale-changes";
import { audit } from "@/server/audit/audit";
import type { Transaction } from "@/server/database/database";
import { env } from "@/server/process/env";
import { writeSealedSettings } from "@/server/secrets/sealed-settings";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { presentSettings, readMailSettings } from "./read";
import { completeMailServer } from "./read-form";

/** Of what waits, so much is tried again at once; the rest when its time comes. */
const MOST_TRIED_AGAIN = 5_000;

/**
 * Sets the mail server of the actor's organisation, or changes it: what the change does not name stays. Throws `conflict` where variables set
 * it, and for a field that somebody else has changed since it was seen; `invalid` with the field.
 */
export async function changeMailServer(actor: Actor, patch: MailServerPatch, by: By): Promise<MailServerDto> {
  refuseEnvironment();
  const { organisationId } = actor;
  return await sqlTransactionOnce(by.key, async (tx) => {
    await lock(tx, organisationId);
    // What cannot be opened is set anew.
    const stored = await readMailSettings(organisationId, tx).catch(() => null);
    const { password: _secret, ...now } = stored ?? { password: null };
    const { was, password, ...fields } = patch;
    refuseStale({ patch: fields, was, now, current: presentSettings(stored) });
    const settings = completeMailServer(patch, stored);
    await writeSealedSettings(tx, organisationId, "smtp", settings);
    await audit(tx, actor, {
      action: "settings.mail_server_changed",
      subjectType: "organisation",
      subjectId: organisationId,
      data: { ...fields, ...changedFrom(fields, now), isOn: true, isPasswordNew: password !== undefined },
      address: by.address,
    });
    await tx.query(
      `UPDATE outgoing_mails SET next_try_at = now() WHERE id IN (
         SELECT id FROM outgoing_mails WHERE organisation_id = $1 AND state = 'queued' ORDER BY id LIMIT ${MOST_TRIED_AGAIN} FOR UPDATE SKIP LOCKED)`,
      [organisationId],
    );
    return presentSettings(settings);
  });
}

/** Removes what was set: mail waits in the outbox from then on. Throws `conflict` where variables set it. */
export async function removeMailServer(actor: Actor, by: By): Promise<MailServerDto> {
  refuseEnvironment();
  const { organisationId } = actor;
  return await sqlTransactionOnce(by.key, async (tx) => {
    await lock(tx, organisationId);
    await writeSealedSettings(tx, organisationId, "smtp", null);
    await audit(tx, actor, {
      action: "settings.mail_server_changed",
      subjectType: "organisation",
      subjectId: organisationId,
      data: { isOn: false },
      address: by.address,
    });
    return presentSettings(null);
  });
}

function refuseEnvironment(): void {
  if (env().mail !== null) {
    throw new AppError("conflict", say("refusals.directories.environment", { variable: "SMTP_URL" }));
  }
}

/** One change at a time, also where there is no row yet. */
async function lock(tx: Transaction, organisationId: string): Promise<void> {
  await tx.query("SELECT 1 FROM organisations WHERE id = $1 FOR NO KEY UPDATE", [organisationId]);
}
