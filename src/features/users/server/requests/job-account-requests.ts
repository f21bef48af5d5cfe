import { randomBytes } from "node:crypto";
import { v7 } from "uuid";
import { onMailQueued, queueMail } from "@/features/mail/server/write-queue";
import { parseLanguage, type Language } from "@/messages/locale";
import { say } from "@/messages/server/say";
import { hashToken } from "@/server/api/actor";
import { audit } from "@/server/audit/audit";
import { pool, transaction, type Transaction } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { ownerOf } from "@/server/sign-in/address-owner";
import { hasSignedUp } from "@/server/sign-in/signed-up";
import { mintOrganisationId } from "@/shared/roles";

const EVERY_MILLISECONDS = 10_000;
/** Handled in one run; the next begins soon after. */
const MOST_OF_RUN = 200;
/** How long the link for a new password works. */
export const RESET_MINUTES = 60;

interface Request {
  id: string;
  organisation_id: string;
  organisation_name: string;
  kind: string;
  email: string;
  language: string | null;
  address: string | null;
}

interface Account {
  id: string;
  name: string;
  /** The address that was asked for: it may be another than the primary one. */
  email: string;
}

/** Answers what was asked for without a session, by a mail to the address that was named and in no other way. */
export const accountRequestsJob: Job = {
  name: "answer account requests",
  everyMilliseconds: EVERY_MILLISECONDS,
  wakeOn: onMailQueued,
  run: answerAccountRequests,
};

/** Answers those that wait, each in a transaction of its own; returns how many there were. Safe to run in several processes. */
export async function answerAccountRequests(): Promise<number> {
  await pool().query("DELETE FROM account_requests WHERE expires_at <= now()");
  let answered = 0;
  while (answered < MOST_OF_RUN && (await answerNext())) {
    answered += 1;
  }
  return answered;
}

async function answerNext(): Promise<boolean> {
  return await transaction(async (tx) => {
    const { rows } = await tx.query<Request>(
      `SELECT r.id, r.organisation_id, o.name AS organisation_name, r.kind, r.email, r.language, r.address
       FROM account_requests r JOIN organisations o ON o.id = r.organisation_id
       WHERE r.token_hash IS NULL ORDER BY r.created_at, r.id LIMIT 1 FOR UPDATE OF r SKIP LOCKED`,
    );
    const request = rows[0];
    if (!request) {
      return false;
    }
    const account = await findAccount(tx, request);
    if (request.kind === "registration" && !account) {
      await askToConfirm(tx, request);
      return true;
    }
    if (account) {
      await (request.kind === "registration"
        ? tellOfAccount(tx, request, account)
        : offerReset(tx, request, account));
    }
    await tx.query("DELETE FROM account_requests WHERE id = $1", [request.id]);
    return true;
  });
}

/**
 * Who signs in with this address by a password, its owner before somebody who claims it. People of a provider or a directory
 * sign in there, and people of the demo have a password that everybody knows.
 */
async function findAccount(
  tx: Transaction,
  { organisation_id, email, kind }: Request,
): Promise<Account | null> {
  const { rows } = await tx.query<Account>(
    `SELECT id, name, $2 AS email FROM people
     WHERE organisation_id = $1 AND (email = $2 OR id = ${ownerOf("$1", "$2")}) AND role <> 'guest'
       AND CASE WHEN $3 THEN password_hash IS NOT NULL AND disabled_at IS NULL AND NOT is_demo ELSE ${hasSignedUp("people")} END
     ORDER BY id = ${ownerOf("$1", "$2")} DESC NULLS LAST, id LIMIT 1`,
    [organisation_id, email, kind === "passwordReset"],
  );
  return rows[0] ?? null;
}

async function offerReset(tx: Transaction, request: Request, account: Account): Promise<void> {
  const token = newToken();
  const id = v7();
  await tx.query(
    `INSERT INTO secret_tokens (id, organisation_id, person_id, kind, hash, email, expires_at)
     VALUES ($1, $2, $3, 'reset', $4, $5, now() + make_interval(mins => $6))`,
    [id, request.organisation_id, account.id, hashToken(token), account.email, RESET_MINUTES],
  );
  await queueMail(tx, {
    organisationId: request.organisation_id,
    to: { address: account.email, name: account.name, personId: account.id },
    kind: "passwordReset",
    subject: say("mails.passwordReset.subject", { organisation: request.organisation_name }),
    text: [say("mails.passwordReset.text", { organisation: request.organisation_name })],
    link: { label: say("mails.passwordReset.open"), path: `/password-reset#token=${token}` },
    after: [say("mails.passwordReset.after")],
    cause: `passwordReset:${id}`,
    ...languageOf(request),
    validMinutes: RESET_MINUTES,
  });
  await audit(
    tx,
    { organisationId: mintOrganisationId(request.organisation_id), id: null },
    {
      action: "person.password_reset_asked",
      subjectType: "person",
      subjectId: account.id,
      address: request.address ?? "",
    },
  );
}

async function tellOfAccount(tx: Transaction, request: Request, account: Account): Promise<void> {
  await queueMail(tx, {
    organisationId: request.organisation_id,
    to: { address: account.email, name: account.name, personId: account.id },
    kind: "accountExists",
    subject: say("mails.accountExists.subject", { organisation: request.organisation_name }),
    text: [say("mails.accountExists.text", { organisation: request.organisation_name })],
    link: { label: say("mails.accountExists.open"), path: "/sign-in" },
    after: [say("mails.accountExists.after")],
    cause: `accountExists:${request.id}`,
    ...languageOf(request),
  });
}

/** The name is not in the mail: it was typed by somebody who may not own the address. */
async function askToConfirm(tx: Transaction, request: Request): Promise<void> {
  const token = newToken();
  await tx.query("UPDATE account_requests SET token_hash = $2 WHERE id = $1", [request.id, hashToken(token)]);
  await queueMail(tx, {
    organisationId: request.organisation_id,
    to: { address: request.email, name: "" },
    kind: "confirmRegistration",
    subject: say("mails.confirmRegistration.subject", { organisation: request.organisation_name }),
    text: [say("mails.confirmRegistration.text", { organisation: request.organisation_name })],
    link: { label: say("mails.confirmRegistration.open"), path: `/register/confirm#token=${token}` },
    after: [say("mails.confirmRegistration.after")],
    cause: `confirmRegistration:${request.id}`,
    ...languageOf(request),
    validMinutes: 24 * 60,
  });
}

function languageOf({ language }: Request): { language?: Language } {
  const known = parseLanguage(language);
  return known ? { language: known } : {};
}

function newToken(): string {
  return randomBytes(24).toString("base64url");
}
