import { readChoices } from "@/features/notification-choices/server/read";
import { queueMail } from "@/features/mail/server/write-queue";
import { takesMail } from "@/features/refused-addresses/server/read";
import { say, sayStored } from "@/messages/server/say";
import type { Transaction } from "@/server/database/database";
import type { Reaction } from "@/server/event-log/reaction";
import { ownTarget } from "@/shared/own-path";
import { storedSentenceSchema } from "./present";

/** What is critical is mailed to the admins who want that, once for each notice; one that became critical later, too. */
export const mailNoticesReaction: Reaction = {
  types: ["notice:added", "notice:changed"],
  react: async (tx, events) => {
    const ids = events.flatMap((event) =>
      event.type === "notice:added" || event.type === "notice:changed" ? event.data.noticeId : [],
    );
    let mailed = 0;
    for (const notice of await readCritical(tx, [...new Set(ids)])) {
      mailed += await mailAdmins(tx, notice);
    }
    return mailed;
  },
};

interface CriticalNotice {
  id: string;
  organisation_id: string;
  organisation_name: string;
  sentence: unknown;
  link: string | null;
}

/** Those that are open: of what is over by now nobody needs a mail. About tickets no notice is critical, so no text of one is in it. */
async function readCritical(tx: Transaction, ids: readonly string[]): Promise<CriticalNotice[]> {
  const { rows } = await tx.query<CriticalNotice>(
    `SELECT n.id, n.organisation_id, o.name AS organisation_name, n.sentence, n.link FROM notices n JOIN organisations o ON o.id = n.organisation_id
     WHERE n.id = ANY($1::uuid[]) AND n.level = 'critical' AND n.ended_at IS NULL AND n.ticket_id IS NULL ORDER BY n.id`,
    [ids],
  );
  return rows;
}

async function mailAdmins(tx: Transaction, notice: CriticalNotice): Promise<number> {
  const stored = storedSentenceSchema.safeParse(notice.sentence).data;
  const sentence = stored && sayStored(stored.key, stored.values);
  if (!sentence) {
    return 0;
  }
  const { rows } = await tx.query<{ id: string; name: string; email: string; chosen: unknown }>(
    `SELECT p.id, p.name, p.email, p.notification_choices AS chosen FROM people p
     WHERE p.organisation_id = $1 AND p.role = 'admin' AND p.disabled_at IS NULL AND p.email IS NOT NULL AND p.email_confirmed_at IS NOT NULL
       AND NOT p.is_demo AND ${takesMail("p.organisation_id", "p.email")}
     ORDER BY p.id`,
    [notice.organisation_id],
  );
  let mailed = 0;
  for (const { id, name, email, chosen } of rows) {
    if (readChoices({ role: "admin", teamIds: [] }, chosen).notice?.mail !== "now") {
      continue;
    }
    const isNew = await queueMail(tx, {
      organisationId: notice.organisation_id,
      to: { address: email, name, personId: id },
      kind: "notice",
      subject: say("mails.notice.subject", { organisation: notice.organisation_name }),
      text: [sentence],
      link: { label: say("mails.notice.open"), path: ownTarget(notice.link) ?? "/admin/notices" },
      after: [say("mails.notice.after")],
      cause: `notice:${notice.id}:${id}`,
    });
    mailed += Number(isNew);
  }
  return mailed;
}
