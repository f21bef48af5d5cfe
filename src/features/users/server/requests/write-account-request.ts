import { v7 } from "uuid";
import { noteQueued } from "@/features/mail/server/write-queue";
import { transaction } from "@/server/database/database";
import type { Language } from "@/messages/locale";
import { limitUses } from "@/server/rate-limits/limits";
import { isAppError } from "@/shared/errors";
import type { OrganisationId } from "@/shared/roles";

const HOUR = 60 * 60;
/** Of one kind for one address in an hour; what is asked beyond that is answered the same, and nothing comes of it. */
const REQUESTS = 5;

/** What somebody asks for before it is known whether they have an account. */
export interface GivenRequest {
  kind: "passwordReset" | "registration";
  email: string;
  registration?: { name: string; passwordHash: string };
  language: Language;
  address: string;
  validMinutes: number;
}

/**
 * Writes down what was asked for, and nothing else: whether there is an account is looked up by the job "answer account
 * requests" later, so the answer takes as long and says the same either way.
 */
export async function recordAccountRequest(
  organisationId: OrganisationId,
  given: GivenRequest,
): Promise<void> {
  const { kind, email, registration } = given;
  try {
    await limitUses(kind, `${organisationId} ${email}`, REQUESTS, HOUR);
  } catch (error) {
    if (isAppError(error) && error.code === "rate_limited") {
      return;
    }
    throw error;
  }
  await transaction(async (tx) => {
    await tx.query(
      `INSERT INTO account_requests (id, organisation_id, kind, email, name, password_hash, language, address, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(mins => $9))`,
      [
        v7(),
        organisationId,
        kind,
        email,
        registration?.name ?? null,
        registration?.passwordHash ?? null,
        given.language,
        given.address === "" ? null : given.address,
        given.validMinutes,
      ],
    );
    noteQueued(tx);
  });
}
