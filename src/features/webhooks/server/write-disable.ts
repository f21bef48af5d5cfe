import { endNotices, raiseNotice } from "@/features/notices/server/write";
import { HOURS_TRIED, TEST_TYPE, type DISABLED_BECAUSE } from "@/features/webhooks/fields";
import { say } from "@/messages/server/say";
import { audit } from "@/server/audit/audit";
import type { Transaction } from "@/server/database/database";
import { mintOrganisationId } from "@/shared/roles";

/** Disables a webhook by itself, with a notice to the admins; nothing for one that is disabled already. */
export async function disableFailing(
  tx: Transaction,
  { webhookId, organisationId }: { webhookId: string; organisationId: string },
  { because, now }: { because: "gone" | "failing"; now: Date },
): Promise<void> {
  const { rows } = await tx.query<{ url: string }>(
    "SELECT url FROM webhooks WHERE id = $1 AND is_enabled FOR NO KEY UPDATE",
    [webhookId],
  );
  const [row] = rows;
  if (!row) {
    return;
  }
  await disable(tx, webhookId, { because, now });
  const host = new URL(row.url).host;
  await raiseNotice(tx, {
    organisationId,
    key: noticeKey(webhookId),
    describe: (before) =>
      before === null
        ? {
            kind: "webhook_disabled",
            level: "warning",
            sentence:
              because === "gone"
                ? say("alerts.webhookGone", { host })
                : say("alerts.webhookFailing", { host, hours: HOURS_TRIED }),
            link: "/admin/webhooks",
          }
        : null,
  });
  await audit(
    tx,
    { organisationId: mintOrganisationId(organisationId), id: null },
    { action: "webhook.disabled", subjectType: "webhook", subjectId: webhookId, data: { host, because } },
  );
}

/** Disables a webhook whose row is locked: what waits is not sent any more, but for tests. */
export async function disable(
  tx: Transaction,
  webhookId: string,
  { because, now }: { because: (typeof DISABLED_BECAUSE)[number]; now: Date },
): Promise<void> {
  await tx.query(
    "UPDATE webhooks SET is_enabled = false, disabled_because = $2, failing_since = NULL WHERE id = $1",
    [webhookId, because],
  );
  const { key, values } = say("webhooks.error.disabled");
  await tx.query(
    `UPDATE webhook_deliveries SET state = 'cancelled', settled_at = $2, taken_until = NULL, error = $3
     WHERE webhook_id = $1 AND state = 'waiting' AND type <> '${TEST_TYPE}'`,
    [webhookId, now, JSON.stringify({ key, values })],
  );
}

/** Ends the notice that a webhook was disabled. */
export async function endDisabledNotice(
  tx: Transaction,
  { organisationId, webhookId }: { organisationId: string; webhookId: string },
): Promise<void> {
  await endNotices(tx, "n.organisation_id = $1 AND n.dedupe_key = $2", [
    organisationId,
    noticeKey(webhookId),
  ]);
}

function noticeKey(webhookId: string): string {
  return `webhook:${webhookId}`;
}
