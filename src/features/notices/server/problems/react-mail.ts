import { say } from "@/messages/server/say";
import { transaction } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { endNotices, raiseNotice } from "@/features/notices/server/write";

const EVERY_MILLISECONDS = 60_000;
/** A mail that has waited so long after it was tried: a mail server that restarts takes less. */
const LONG_MINUTES = 15;

/** Notifies an organisation's admins that its mail is not sent. */
export const mailNoticesJob: Job = {
  name: "notice unsent mail",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: noticeMail,
};

/** The notices about mail: what was tried in vain, and what is held; returns how many were added or ended. */
async function noticeMail(): Promise<number> {
  return (await noticeUnsentMail()) + (await noticeHeldMail());
}

/** Raises a notice where mails are held, as too many were sent, and ends it where none is any more; returns how many were added or ended. */
export async function noticeHeldMail(): Promise<number> {
  return await transaction(async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      "SELECT DISTINCT organisation_id AS id FROM outgoing_mails WHERE state = 'held' AND expires_at > now() ORDER BY 1",
    );
    const ids = rows.map(({ id }) => id);
    let done = await endNotices(tx, "n.kind = 'mail_held' AND NOT n.organisation_id = ANY($1)", [ids]);
    for (const organisationId of ids) {
      const isAdded = await raiseNotice(tx, {
        organisationId,
        key: "mail-held",
        describe: (before) =>
          before === null
            ? {
                kind: "mail_held",
                level: "warning",
                sentence: say("alerts.mailHeld"),
                link: "/admin/mail",
              }
            : null,
      });
      done += Number(isAdded);
    }
    return done;
  });
}

/** Raises a notice where mail was tried in vain for long, and ends it where none waits any more; returns how many were added or ended. */
export async function noticeUnsentMail(): Promise<number> {
  return await transaction(async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `SELECT DISTINCT organisation_id AS id FROM outgoing_mails
       WHERE state = 'queued' AND attempts > 0 AND expires_at > now() AND created_at < now() - make_interval(mins => $1)
       ORDER BY organisation_id`,
      [LONG_MINUTES],
    );
    const ids = rows.map(({ id }) => id);
    let done = await endNotices(tx, "n.kind = 'mail_unsent' AND NOT n.organisation_id = ANY($1)", [ids]);
    for (const organisationId of ids) {
      const isAdded = await raiseNotice(tx, {
        organisationId,
        key: "mail",
        describe: (before) =>
          before === null
            ? {
                kind: "mail_unsent",
                level: "warning",
                sentence: say("alerts.mailUnsent", { minutes: LONG_MINUTES }),
                link: "/admin/mail",
              }
            : null,
      });
      done += Number(isAdded);
    }
    return done;
  });
}
