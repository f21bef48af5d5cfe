import { queueMail } from "@/features/mail/server/write-queue";
import { withdrawMails } from "@/features/mail/server/write-settle";
import { endSessions } from "@/features/sessions/server/write";
import type { ResetAccount } from "@/features/users/schema";
import type { Language } from "@/messages/locale";
import { say } from "@/messages/server/say";
import { hashToken } from "@/server/api/actor";
import { audit } from "@/server/audit/audit";
import { prisma, transaction, type Transaction } from "@/server/database/database";
import { hashNewPassword } from "@/server/sign-in/passwords";
import { AppError } from "@/shared/errors";
import type { OrganisationId } from "@/shared/roles";
import { recordAccountRequest } from "./write-account-request";
import { lockOrganisation } from "../write-admins";
import { confirmEmail } from "../write-confirm-email";

/** How long a wish waits to be answered: its mail would come too late. */
const ASKED_MINUTES = 60;

/** Whose password the link of this token is about, before anything is typed. Throws `invalid_token` when it is used, too old or unknown. */
export async function readResetAccount(organisationId: OrganisationId, token: string): Promise<ResetAccount> {
  const found = await findToken(organisationId, token);
  return { email: found.email, organisationName: found.organisationName };
}

/** Notes that somebody has forgotten the password of this address; a link is mailed where there is an account, and the answer is the same. */
export async function askForReset(
  organisationId: OrganisationId,
  email: string,
  from: { address: string; language: Language },
): Promise<void> {
  await recordAccountRequest(organisationId, {
    kind: "passwordReset",
    email,
    ...from,
    validMinutes: ASKED_MINUTES,
  });
}

/**
 * Sets a person's password by the token of a mailed link, once: all their sessions end, and their other links with them. Their
 * second factor stays. Who reads mail at an address owns it, so it counts as proven from then on. Throws `invalid_token`.
 */
export async function resetPassword(
  organisationId: OrganisationId,
  given: { token: string; password: string },
  { address, language }: { address: string; language: Language },
): Promise<void> {
  const found = await findToken(organisationId, given.token);
  const passwordHash = await hashNewPassword(given.password, found);
  await transaction(async (tx) => {
    await lockOrganisation(tx, organisationId);
    const personId = await useToken(tx, organisationId, { token: given.token, passwordHash });
    const by = { organisationId, id: personId };
    if (found.provesPrimary) {
      await confirmEmail(tx, by, personId);
    }
    await tx.query(
      "DELETE FROM secret_tokens WHERE person_id = $1 AND kind IN ('reset', 'invitation') AND used_at IS NULL",
      [personId],
    );
    await withdrawMails(tx, { organisationId, personId, kind: "passwordReset" });
    await endSessions(tx, { organisationId, personId, reason: "password_changed", actorId: personId });
    await queueMail(tx, {
      organisationId,
      to: { address: found.toAddress, name: found.name, personId },
      kind: "passwordChanged",
      subject: say("mails.passwordChanged.subject", { organisation: found.organisationName }),
      text: [say("mails.passwordChanged.text")],
      after: [say("mails.passwordChanged.after")],
      cause: `passwordChanged:${hashToken(given.token)}`,
      language,
    });
    await audit(tx, by, {
      action: "person.password_reset",
      subjectType: "person",
      subjectId: personId,
      address,
    });
  });
}

interface Found {
  name: string;
  email: string;
  /** Whether using the link proves the primary address. */
  provesPrimary: boolean;
  /** Who is notified that the password was changed: the primary address, where it is proven. */
  toAddress: string;
  organisationName: string;
}

async function findToken(organisationId: OrganisationId, token: string): Promise<Found> {
  const kept = await prisma().secretToken.findUnique({
    where: {
      hash: hashToken(token),
      kind: "reset",
      organisationId,
      usedAt: null,
      expiresAt: { gt: new Date() },
      person: { disabledAt: null },
    },
    select: {
      email: true,
      person: { select: { name: true, email: true, emailConfirmedAt: true } },
      organisation: { select: { name: true } },
    },
  });
  if (!kept?.person || kept.person.email === null) {
    throw noReset();
  }
  const { name, email: primary, emailConfirmedAt } = kept.person;
  const isPrimary = kept.email === null || kept.email === primary;
  return {
    name,
    email: kept.email ?? primary,
    // The link of another address proves nothing about the primary one.
    provesPrimary: isPrimary && emailConfirmedAt === null,
    toAddress: isPrimary || emailConfirmedAt === null ? (kept.email ?? primary) : primary,
    organisationName: kept.organisation.name,
  };
}

/** Uses it up, together with another request of the same token for one of the two alone. Returns the person's id. */
async function useToken(
  tx: Transaction,
  organisationId: OrganisationId,
  { token, passwordHash }: { token: string; passwordHash: string },
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `WITH used AS (
       UPDATE secret_tokens SET used_at = now() WHERE hash = $1 AND kind = 'reset' AND organisation_id = $2 AND used_at IS NULL AND expires_at > now()
       RETURNING person_id)
     UPDATE people p SET password_hash = $3, updated_at = now() FROM used WHERE p.id = used.person_id AND p.disabled_at IS NULL
     RETURNING p.id`,
    [hashToken(token), organisationId, passwordHash],
  );
  if (!rows[0]) {
    throw noReset();
  }
  return rows[0].id;
}

function noReset(): AppError {
  return new AppError("invalid_token", say("refusals.users.resetUsed"));
}
