import { say } from "@/messages/server/say";
import { audit } from "@/server/audit/audit";
import type { By } from "@/server/api/by";
import { sqlTransactionOnce } from "@/server/api/idempotency";
import { transaction } from "@/server/database/database";
import { log } from "@/server/process/log";
import { openSecret } from "@/server/secrets/seal";
import { originOfHost } from "@/server/tenant/links";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";
import type { MailLink, RetriedMails } from "@/features/mail/schema";
import { canSendMail } from "./read";
import { linkPurpose, noteQueued } from "./write-queue";

interface Row {
  state: string;
  is_over: boolean;
  sealed_link: string | null;
  to_address: string;
  kind: string;
  host: string | null;
}

/** Tries a mail again now, also one that had failed. Throws `not_found`, and `conflict` for one that was sent or whose time is over. */
export async function retryMail(actor: Actor, id: string, by: By): Promise<void> {
  await sqlTransactionOnce(by.key, async (tx) => {
    const mail = await readMail(tx, actor, id);
    if (mail.state === "sent" || mail.is_over) {
      throw new AppError(
        "conflict",
        mail.state === "sent" ? say("refusals.mail.sent") : say("refusals.mail.over"),
      );
    }
    await tx.query(
      "UPDATE outgoing_mails SET state = 'queued', is_released = true, settled_at = NULL, next_try_at = now() WHERE id = $1",
      [id],
    );
    noteQueued(tx);
    await audit(tx, actor, {
      action: "mail.retried",
      subjectType: "mail",
      subjectId: id,
      data: { to: mail.to_address, kind: mail.kind },
      address: by.address,
    });
    return null;
  });
}

/** Of one request; more take another. */
const MOST_RETRIED = 1_000;

/** Sends all mails of a state again whose time is not over; in one request so many at most. */
export async function retryAllMails(actor: Actor, state: "failed" | "held", by: By): Promise<RetriedMails> {
  return await sqlTransactionOnce(by.key, async (tx) => {
    const { rowCount } = await tx.query(
      `UPDATE outgoing_mails SET state = 'queued', is_released = true, settled_at = NULL, next_try_at = now() WHERE id IN (
         SELECT id FROM outgoing_mails WHERE organisation_id = $1 AND state = $2 AND expires_at > now() ORDER BY id LIMIT ${MOST_RETRIED} FOR UPDATE)`,
      [actor.organisationId, state],
    );
    const retried = rowCount ?? 0;
    noteQueued(tx);
    await audit(tx, actor, {
      action: "mail.all_retried",
      subjectType: "mail",
      data: { state, count: retried },
      address: by.address,
    });
    return { retried, hasMore: retried === MOST_RETRIED };
  });
}

/** Takes a mail out of the queue, or gives up one that is held or failed; it can be sent again while it is listed. Throws `not_found`, and `conflict` for one that was sent. */
export async function cancelMail(actor: Actor, id: string, by: By): Promise<void> {
  await sqlTransactionOnce(by.key, async (tx) => {
    const mail = await readMail(tx, actor, id);
    if (mail.state === "sent") {
      throw new AppError("conflict", say("refusals.mail.sent"));
    }
    await tx.query("UPDATE outgoing_mails SET state = 'cancelled', settled_at = now() WHERE id = $1", [id]);
    await audit(tx, actor, {
      action: "mail.cancelled",
      subjectType: "mail",
      subjectId: id,
      data: { to: mail.to_address, kind: mail.kind },
      address: by.address,
    });
    return null;
  });
}

/**
 * The link of a mail that nobody will get otherwise, for an admin to hand over: audited, as it lets its holder in. Throws
 * `not_found`, and `conflict` where mail is sent, or the mail has no link any more, or none that the keys here can open.
 */
export async function revealMailLink(actor: Actor, id: string, address: string): Promise<MailLink> {
  return await transaction(async (tx) => {
    const mail = await readMail(tx, actor, id);
    if (await canSendMail(actor.organisationId, tx)) {
      throw new AppError("conflict", say("refusals.mail.linkSent"));
    }
    if (mail.sealed_link === null || mail.is_over || mail.state !== "queued") {
      throw new AppError("conflict", say("refusals.mail.noLink"));
    }
    const path = openLink(id, mail.sealed_link);
    await audit(tx, actor, {
      action: "mail.link_shown",
      subjectType: "mail",
      subjectId: id,
      data: { to: mail.to_address, kind: mail.kind },
      address,
    });
    return { url: `${originOfHost(mail.host)}${path}` };
  });
}

function openLink(id: string, sealed: string): string {
  try {
    return openSecret(sealed, linkPurpose(id));
  } catch (error) {
    log().warn({ err: error, mail: id }, "the link of a mail cannot be opened with the keys here");
    throw new AppError("conflict", say("refusals.mail.unreadable"));
  }
}

async function readMail(
  tx: Parameters<typeof noteQueued>[0],
  { organisationId }: Actor,
  id: string,
): Promise<Row> {
  const { rows } = await tx.query<Row>(
    `SELECT m.state, m.expires_at <= now() AS is_over, m.sealed_link, m.to_address, m.kind, o.host
     FROM outgoing_mails m JOIN organisations o ON o.id = m.organisation_id
     WHERE m.id = $1 AND m.organisation_id = $2 FOR UPDATE OF m`,
    [isUuid(id) ? id : null, organisationId],
  );
  if (!rows[0]) {
    throw new AppError("not_found", say("refusals.mail.unknown"));
  }
  return rows[0];
}
