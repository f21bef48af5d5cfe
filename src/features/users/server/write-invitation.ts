import { randomBytes } from "node:crypto";
import { v7 } from "uuid";
import { queueMail } from "@/features/mail/server/write-queue";
import { withdrawMails } from "@/features/mail/server/write-settle";
import { say } from "@/messages/server/say";
import { hashToken } from "@/server/api/actor";
import { prisma, transaction, type Transaction } from "@/server/database/database";
import { hashNewPassword } from "@/server/sign-in/passwords";
import { AppError } from "@/shared/errors";
import { mintOrganisationId, type Actor, type OrganisationId } from "@/shared/roles";
import { audit } from "@/server/audit/audit";
import type { InvitationAnswer, PersonDto } from "@/features/users/schema";
import { presentPerson, type PersonRow } from "./present";

const INVITATION_DAYS = 7;
const DAY_MINUTES = 24 * 60;

/** The person of an invitation, shown on its page. */
export interface Invitation {
  name: string;
  email: string | null;
  organisationName: string;
}

/** Makes the token of a person's invitation, valid for 7 days; their earlier ones end. */
export async function inviteUser(
  tx: Transaction,
  organisationId: OrganisationId,
  personId: string,
): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  await endInvitations(tx, personId);
  await tx.query(
    `INSERT INTO secret_tokens (id, organisation_id, person_id, kind, hash, expires_at)
     VALUES ($1, $2, $3, 'invitation', $4, now() + make_interval(days => $5))`,
    [v7(), organisationId, personId, hashToken(token), INVITATION_DAYS],
  );
  return token;
}

/** The same, with a mail that carries the link. */
export async function inviteByMail(
  tx: Transaction,
  actor: Pick<Actor, "organisationId" | "name">,
  person: { id: string; name: string; email: string },
): Promise<string> {
  const { organisationId } = actor;
  const token = await inviteUser(tx, organisationId, person.id);
  await withdrawMails(tx, { organisationId, personId: person.id, kind: "invitation" });
  const { rows } = await tx.query<{ name: string }>("SELECT name FROM organisations WHERE id = $1", [
    organisationId,
  ]);
  const organisation = rows[0]?.name ?? "";
  await queueMail(tx, {
    organisationId,
    to: { address: person.email, name: person.name, personId: person.id },
    kind: "invitation",
    subject: say("mails.invitation.subject", { organisation }),
    text: [say("mails.invitation.text", { by: actor.name, organisation })],
    link: { label: say("mails.invitation.open"), path: `/invitation#token=${token}` },
    after: [say("mails.invitation.after", { days: INVITATION_DAYS })],
    cause: `invitation:${hashToken(token)}`,
    validMinutes: INVITATION_DAYS * DAY_MINUTES,
  });
  return token;
}

/** When an invitation of now ends. */
export function invitationEnd(): Date {
  return new Date(Date.now() + INVITATION_DAYS * DAY_MINUTES * 60_000);
}

/** Ends a person's invitations: they got another way to sign in. */
export async function endInvitations(tx: Transaction, personId: string): Promise<void> {
  await tx.query(
    "DELETE FROM secret_tokens WHERE person_id = $1 AND kind = 'invitation' AND used_at IS NULL",
    [personId],
  );
}

/** The person of this token's invitation, or null when it is used, expired or unknown. */
export async function findInvitation(
  organisationId: OrganisationId,
  token: string,
): Promise<Invitation | null> {
  const kept = await prisma().secretToken.findUnique({
    where: {
      hash: hashToken(token),
      kind: "invitation",
      organisationId,
      usedAt: null,
      expiresAt: { gt: new Date() },
      person: { disabledAt: null },
    },
    include: { person: true, organisation: true },
  });
  return kept?.person
    ? { name: kept.person.name, email: kept.person.email, organisationName: kept.organisation.name }
    : null;
}

/** The same; throws `invalid_token` for one that does not work. */
export async function readInvitation(organisationId: OrganisationId, token: string): Promise<Invitation> {
  const invitation = await findInvitation(organisationId, token);
  if (!invitation) {
    throw noInvitation();
  }
  return invitation;
}

/** Sets an invited person's password, once. Throws `invalid_token`. They sign in with it afterwards. */
export async function acceptInvitation(
  organisationId: OrganisationId,
  given: InvitationAnswer,
  address: string,
): Promise<PersonDto> {
  const invitation = await readInvitation(organisationId, given.token);
  const passwordHash = await hashNewPassword(given.password, {
    ...invitation,
    name: given.name ?? invitation.name,
  });
  return await transaction(async (tx) => {
    const { rows } = await tx.query<PersonRow & { organisation_id: string }>(
      `WITH used AS (
         UPDATE secret_tokens SET used_at = now() WHERE hash = $1 AND kind = 'invitation' AND organisation_id = $2 AND used_at IS NULL AND expires_at > now()
         RETURNING person_id)
       UPDATE people p SET password_hash = $3, name = coalesce($4, p.name), updated_at = now()
       FROM used WHERE p.id = used.person_id AND p.disabled_at IS NULL
       RETURNING p.id, p.name, p.role, p.email, p.avatar_key, p.organisation_id`,
      [hashToken(given.token), organisationId, passwordHash, given.name ?? null],
    );
    const row = rows[0];
    if (!row) {
      throw noInvitation();
    }
    await audit(
      tx,
      { organisationId: mintOrganisationId(row.organisation_id), id: row.id },
      {
        action: "person.joined",
        subjectType: "person",
        subjectId: row.id,
        address,
      },
    );
    return { ...presentPerson(row, "public"), email: row.email };
  });
}

function noInvitation(): AppError {
  return new AppError("invalid_token", say("refusals.users.invitationUsed"));
}
