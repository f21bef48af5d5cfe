import { v7 } from "uuid";
import { scopesFor } from "@/features/personal-tokens/policy";
import type { NewServiceTokenDto, ServiceTokenInput } from "@/features/personal-tokens/schema";
import { tellOwner } from "@/features/second-factors/server/write";
import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { prismaTransactionOnce } from "@/server/api/idempotency";
import { audit } from "@/server/audit/audit";
import { newAccessToken, PERSONAL_PREFIX } from "@/server/sign-in/access-tokens";
import { AppError, refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { readAnyToken } from "./read";
import { keepToken } from "./write";

/** The most live service tokens of an organisation. */
const SERVICES_MAX = 200;

/**
 * Makes a program that belongs to nobody, and its token: it acts by its own role within the token's scopes, has no address, gets
 * no mail and cannot sign in; what it does stands under its name. Throws `invalid` for a scope that the role does not have, `conflict`
 * where there are too many.
 */
export async function makeServiceToken(
  actor: Actor,
  input: ServiceTokenInput,
  by: By,
): Promise<NewServiceTokenDto> {
  const { name, role, scopes } = input;
  const allowed = scopesFor(role);
  if (scopes.some((scope) => !allowed.includes(scope))) {
    throw refusedField("scopes", say("refusals.tokens.roleWithoutScope"));
  }
  const { organisationId } = actor;
  let token: string | null = null;
  const id = await prismaTransactionOnce(by.key, async ({ sql }) => {
    await sql.query("SELECT 1 FROM organisations WHERE id = $1 FOR NO KEY UPDATE", [organisationId]);
    const { rows } = await sql.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM people p JOIN personal_tokens t ON t.person_id = p.id JOIN sessions s ON s.id = t.session_id
       WHERE p.organisation_id = $1 AND p.is_service AND s.ended_at IS NULL AND s.expires_at > now()`,
      [organisationId],
    );
    if ((rows[0]?.count ?? 0) >= SERVICES_MAX) {
      throw new AppError("conflict", say("refusals.tokens.tooManyServices", { most: SERVICES_MAX }));
    }
    token = newAccessToken(PERSONAL_PREFIX);
    const owner = { id: v7(), organisationId };
    await sql.query(
      "INSERT INTO people (id, organisation_id, role, name, is_service) VALUES ($1, $2, $3, $4, true)",
      [owner.id, organisationId, role, name],
    );
    await audit(sql, actor, {
      action: "person.created",
      subjectType: "person",
      subjectId: owner.id,
      data: { name, role, service: true },
      address: by.address,
    });
    const made = await keepToken(sql, owner, { input, token });
    await tellOwner(sql, owner, {
      change: "token_made",
      actorId: actor.id,
      address: by.address,
      data: { tokenId: made, name, scopes },
    });
    return made;
  });
  const made = await readAnyToken(actor, id);
  if (!made) {
    throw new AppError("not_found", say("refusals.tokens.unknown"));
  }
  return { ...made, token };
}
