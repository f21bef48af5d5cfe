import type { MailContent } from "@/features/mail/schema";
import type { Sql } from "@/server/database/database";
import { insertRows } from "../load/insert";
import { idAt, type Directory } from "../load/ledger";
import { DAY, HOUR } from "../model/clock";
import { DEMO_ORGANISATION, PEOPLE } from "../model/people";

/** An invitation and a new password that were asked for while no mail was sent: they were given up when their links were over. */
export async function loadMails(sql: Sql, directory: Directory, now: Date): Promise<void> {
  const organisation = DEMO_ORGANISATION;
  const mails = [
    {
      to: "gethin.pryce",
      kind: "invitation",
      createdAt: new Date(now.getTime() - 19 * DAY),
      lives: 7 * DAY,
      content: contentOf(
        ["mails.invitation.subject", { organisation }],
        ["mails.invitation.text", { by: nameOf("ada.admin"), organisation }],
      ),
    },
    {
      to: "caio.nunes",
      kind: "passwordReset",
      createdAt: new Date(now.getTime() - 2 * DAY),
      lives: HOUR,
      content: contentOf(
        ["mails.passwordReset.subject", { organisation }],
        ["mails.passwordReset.text", { organisation }],
      ),
    },
  ];
  await insertRows(
    sql,
    "outgoing_mails",
    mails.map(({ to, kind, createdAt, lives, content }) => {
      const expiresAt = new Date(createdAt.getTime() + lives);
      return {
        id: idAt(createdAt),
        organisation_id: directory.organisationId,
        person_id: directory.person(to).id,
        to_address: PEOPLE.find(({ key }) => key === to)?.email,
        to_name: nameOf(to),
        kind,
        content,
        cause_key: `demo:${kind}:${to}`,
        state: "failed",
        next_try_at: expiresAt,
        expires_at: expiresAt,
        error: { key: "mails.error.expired", values: {} },
        created_at: createdAt,
        settled_at: expiresAt,
      };
    }),
  );
}

function nameOf(key: string): string {
  return PEOPLE.find((person) => person.key === key)?.name ?? key;
}

type Said = [key: string, values: Record<string, string>];

/** As the outbox keeps the words of a mail: keys of the catalogue. */
function contentOf([subjectKey, subject]: Said, [textKey, text]: Said): MailContent {
  return {
    subject: { key: subjectKey, values: subject },
    text: [{ key: textKey, values: text }],
    label: null,
    after: [],
  };
}
