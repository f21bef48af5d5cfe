import { randomBytes } from "node:crypto";
import { onMailQueued, queueMail } from "@/features/mail/server/write-queue";
import { parseLanguage } from "@/messages/locale";
import { say } from "@/messages/server/say";
import { hashToken } from "@/server/api/actor";
import { pool, transaction, type Transaction } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { limitUses } from "@/server/rate-limits/limits";
import { ownerOf } from "@/server/sign-in/address-owner";
import { isAccount } from "@/server/sign-in/signed-up";
import { isAppError } from "@/shared/errors";

const EVERY_MILLISECONDS = 10_000;
/** Handled in one run; the next begins soon after. */
const MOST_OF_RUN = 200;
const HOUR = 60 * 60;
/** To one address in an hour, no matter who asks; what is asked beyond that is answered the same, and nothing comes of it. */
const MAILS = 5;
const VALID_MINUTES = 24 * 60;

interface Asked {
  id: string;
  organisation_id: string;
  organisation_name: string;
  person_id: string;
  /** The person's own address, where it is proven: no words of theirs go to an address that may be another's. */
  account: string | null;
  email: string;
  language: string | null;
  /** Another person who signs in has proven it. */
  is_taken: boolean;
}

/** Mails the links by which people prove that an added address is theirs, and forgets what nobody proved within a week. */
export const confirmationsJob: Job = {
  name: "mail links to confirm addresses",
  everyMilliseconds: EVERY_MILLISECONDS,
  wakeOn: onMailQueued,
  run: mailConfirmations,
};

/** Answers those that wait, each in a transaction of its own; returns how many there were. Safe to run in several processes. */
export async function mailConfirmations(): Promise<number> {
  await pool().query(
    `DELETE FROM person_addresses a USING people p WHERE p.id = a.person_id AND a.confirmed_at IS NULL
       AND a.created_at < now() - interval '7 days' AND coalesce(a.token_expires_at, a.asked_at) < now() - interval '6 days' AND p.email IS DISTINCT FROM a.email`,
  );
  let answered = 0;
  while (answered < MOST_OF_RUN && (await answerNext())) {
    answered += 1;
  }
  return answered;
}

async function answerNext(): Promise<boolean> {
  return await transaction(async (tx) => {
    const { rows } = await tx.query<Asked>(
      `SELECT a.id, a.organisation_id, o.name AS organisation_name, a.person_id, a.email, a.language,
         CASE WHEN p.email_confirmed_at IS NOT NULL THEN p.email END AS account,
         EXISTS (SELECT 1 FROM people other WHERE other.id = ${ownerOf("a.organisation_id", "a.email")}
           AND other.id <> a.person_id AND ${isAccount("other", "a.email")}) AS is_taken
       FROM person_addresses a JOIN people p ON p.id = a.person_id JOIN organisations o ON o.id = a.organisation_id
       WHERE a.asked_at IS NOT NULL ORDER BY a.asked_at, a.id LIMIT 1 FOR NO KEY UPDATE OF a SKIP LOCKED`,
    );
    const asked = rows[0];
    if (!asked) {
      return false;
    }
    await tx.query("UPDATE person_addresses SET asked_at = NULL WHERE id = $1", [asked.id]);
    if (await isAllowed(asked)) {
      await (asked.is_taken ? tellOwnerOfIt(tx, asked) : askToConfirm(tx, asked));
    }
    return true;
  });
}

async function isAllowed({ organisation_id: organisationId, email }: Asked): Promise<boolean> {
  try {
    await limitUses("address-mails", `${organisationId} ${email}`, MAILS, HOUR);
    return true;
  } catch (error) {
    if (isAppError(error) && error.code === "rate_limited") {
      return false;
    }
    throw error;
  }
}

async function askToConfirm(tx: Transaction, asked: Asked): Promise<void> {
  const token = randomBytes(24).toString("base64url");
  await tx.query(
    "UPDATE person_addresses SET token_hash = $2, token_expires_at = now() + make_interval(mins => $3) WHERE id = $1",
    [asked.id, hashToken(token), VALID_MINUTES],
  );
  await queueMail(tx, {
    ...addressedTo(asked),
    kind: "confirmAddress",
    subject: say("mails.confirmAddress.subject", { organisation: asked.organisation_name }),
    text: [
      say("mails.confirmAddress.text", {
        organisation: asked.organisation_name,
        account: asked.account ?? "-",
      }),
    ],
    link: { label: say("mails.confirmAddress.open"), path: `/addresses/confirm#token=${token}` },
    after: [say("mails.confirmAddress.after")],
    cause: `confirmAddress:${hashToken(token)}`,
    validMinutes: VALID_MINUTES,
  });
}

async function tellOwnerOfIt(tx: Transaction, asked: Asked): Promise<void> {
  await queueMail(tx, {
    ...addressedTo(asked),
    kind: "addressTaken",
    subject: say("mails.addressTaken.subject", { organisation: asked.organisation_name }),
    text: [say("mails.addressTaken.text", { organisation: asked.organisation_name })],
    after: [say("mails.addressTaken.after")],
    cause: `addressTaken:${asked.id}:${randomBytes(12).toString("base64url")}`,
  });
}

/** Without a name and its person's language: it may be another's mailbox. The person is noted, so that what is removed takes its mails along. */
function addressedTo(asked: Asked) {
  const language = parseLanguage(asked.language);
  return {
    organisationId: asked.organisation_id,
    to: { address: asked.email, name: "", personId: asked.is_taken ? null : asked.person_id },
    ...(language ? { language } : {}),
  };
}
