import { v7 } from "uuid";
import { readSettings } from "@/features/organisations/server/read";
import { ALL_TYPES } from "@/features/webhooks/fields";
import type {
  WebhookCreate,
  WebhookDto,
  WebhookPatch,
  WebhookWithSecretDto,
} from "@/features/webhooks/schema";
import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { sqlTransactionOnce } from "@/server/api/idempotency";
import { changedFrom, refuseStale } from "@/server/api/stale-changes";
import { audit } from "@/server/audit/audit";
import type { Transaction } from "@/server/database/database";
import { isPrivateUrl } from "@/server/network/guarded-post";
import { sealSecret } from "@/server/secrets/seal";
import { AppError, refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { presentTypes } from "./present";
import { readWebhook, readWebhookRow } from "./read";
import { webhookPurpose } from "./rules-sealed";
import { newWebhookSecret } from "./rules-sign";
import { disable, endDisabledNotice } from "./write-disable";

/** Webhooks of an organisation. */
const MOST = 50;
/** Hours for which a former secret signs along. */
const FORMER_HOURS = 24;

/** Makes a webhook; its secret is returned this once. Throws `private_address`, and `conflict` where there are too many. */
export async function createWebhook(
  actor: Actor,
  input: WebhookCreate,
  by: By,
): Promise<WebhookWithSecretDto> {
  const { organisationId } = actor;
  let secret: string | null = null;
  const id = await sqlTransactionOnce(by.key, async (tx) => {
    await tx.query("SELECT 1 FROM organisations WHERE id = $1 FOR NO KEY UPDATE", [organisationId]);
    await refusePrivate(tx, actor, input.url);
    await refuseTooMany(tx, actor);
    secret = newWebhookSecret();
    const made = v7();
    const { url, description, side, enabled } = input;
    await tx.query(
      `INSERT INTO webhooks (id, organisation_id, url, description, types, side, sealed_secret, is_enabled, disabled_because)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN NOT $8 THEN 'admin' END)`,
      [
        made,
        organisationId,
        url,
        description,
        storedTypes(input.types),
        side,
        sealSecret(secret, webhookPurpose(made)),
        enabled,
      ],
    );
    await writeAudit(tx, actor, by, {
      action: "created",
      id: made,
      data: { ...input, types: presentTypes(storedTypes(input.types)) },
    });
    return made;
  });
  return { ...(await readWebhook(actor, id)), secret };
}

/** Changes a webhook, enables or disables it. Throws `not_found`, `private_address`, and `conflict` for what somebody else has changed since it was seen. */
export async function changeWebhook(
  actor: Actor,
  { webhookId, change }: { webhookId: string; change: WebhookPatch },
  by: By,
): Promise<WebhookDto> {
  const { organisationId } = actor;
  return await sqlTransactionOnce(by.key, async (tx) => {
    const row = await readWebhookRow(tx, actor, webhookId, "FOR NO KEY UPDATE");
    const current = await readWebhook(actor, row.id, tx);
    const { was, types, ...rest } = change;
    const patch = { ...rest, ...(types === undefined ? {} : { types: presentTypes(storedTypes(types)) }) };
    const before = fieldsOf(current);
    refuseStale({ patch, was, now: before, current });
    if (patch.url !== undefined && patch.url !== row.url) {
      await refusePrivate(tx, actor, patch.url);
    }
    const { url, description, side } = { ...current, ...patch };
    await tx.query("UPDATE webhooks SET url = $2, description = $3, types = $4, side = $5 WHERE id = $1", [
      row.id,
      url,
      description,
      types === undefined ? row.types : storedTypes(types),
      side,
    ]);
    if (patch.enabled === false && row.is_enabled) {
      await disable(tx, row.id, { because: "admin", now: new Date() });
    }
    if (patch.enabled === true && !row.is_enabled) {
      await tx.query(
        "UPDATE webhooks SET is_enabled = true, disabled_because = NULL, failing_since = NULL WHERE id = $1",
        [row.id],
      );
      await endDisabledNotice(tx, { organisationId, webhookId: row.id });
    }
    await writeAudit(tx, actor, by, {
      action: "changed",
      id: row.id,
      data: { ...patch, ...changedFrom(patch, before) },
    });
    return await readWebhook(actor, row.id, tx);
  });
}

/** Deletes a webhook with all that waits for it, and what is kept of what it was sent. Throws `not_found`. */
export async function deleteWebhook(actor: Actor, webhookId: string, by: By): Promise<void> {
  const { organisationId } = actor;
  await sqlTransactionOnce(by.key, async (tx) => {
    const { id, url } = await readWebhookRow(tx, actor, webhookId, "FOR NO KEY UPDATE");
    await tx.query("DELETE FROM webhooks WHERE id = $1", [id]);
    await endDisabledNotice(tx, { organisationId, webhookId: id });
    await writeAudit(tx, actor, by, { action: "deleted", id, data: { url } });
    return null;
  });
}

/** Gives a webhook a new secret, which is returned this once; the one of before signs along for a day. Throws `not_found`. */
export async function changeWebhookSecret(
  actor: Actor,
  webhookId: string,
  by: By,
): Promise<WebhookWithSecretDto> {
  let secret: string | null = null;
  const id = await sqlTransactionOnce(by.key, async (tx) => {
    const row = await readWebhookRow(tx, actor, webhookId, "FOR NO KEY UPDATE");
    secret = newWebhookSecret();
    await tx.query(
      `UPDATE webhooks SET sealed_former = sealed_secret, former_until = $3, sealed_secret = $2 WHERE id = $1`,
      [row.id, sealSecret(secret, webhookPurpose(row.id)), new Date(Date.now() + FORMER_HOURS * 3_600_000)],
    );
    await writeAudit(tx, actor, by, { action: "secret_changed", id: row.id, data: {} });
    return row.id;
  });
  return { ...(await readWebhook(actor, id)), secret };
}

function fieldsOf({ url, types, description, side, enabled }: WebhookDto): Record<string, unknown> {
  return { url, types, description, side, enabled };
}

/** None is all: what a later release adds comes along. */
function storedTypes(types: readonly string[]): string[] {
  return types.includes(ALL_TYPES) ? [] : [...types];
}

async function refusePrivate(tx: Transaction, { organisationId }: Actor, url: string): Promise<void> {
  const { webhookAllowedHosts } = await readSettings(organisationId, tx);
  if (isPrivateUrl(new URL(url), webhookAllowedHosts)) {
    throw refusedField("url", say("refusals.webhooks.private"), "private_address");
  }
}

async function refuseTooMany(tx: Transaction, { organisationId }: Actor): Promise<void> {
  const { rows } = await tx.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM webhooks WHERE organisation_id = $1",
    [organisationId],
  );
  if ((rows[0]?.count ?? 0) >= MOST) {
    throw new AppError("conflict", say("refusals.webhooks.tooMany", { most: MOST }));
  }
}

async function writeAudit(
  tx: Transaction,
  actor: Actor,
  by: By,
  { action, id, data }: { action: string; id: string; data: Record<string, unknown> },
): Promise<void> {
  await audit(tx, actor, {
    action: `webhook.${action}`,
    subjectType: "webhook",
    subjectId: id,
    data,
    address: by.address,
  });
}
