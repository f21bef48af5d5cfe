import { hashToken } from "@/server/api/actor";
import type { Sql } from "@/server/database/database";
import { newAccessToken, PERSONAL_PREFIX } from "@/server/sign-in/access-tokens";
import type { TokenScope } from "@/shared/token-scopes";
import { insertRows } from "../load/insert";
import { idAt, type Directory } from "../load/ledger";
import { DAY, HOUR } from "../model/clock";

/** A personal token of the demo, for the audit. */
export interface SeedToken {
  id: string;
  owner: string;
  name: string;
  scopes: readonly TokenScope[];
  createdAt: Date;
}

/** Characters of the token itself that stay visible. */
const SHOWN = 4;

const TOKENS = [
  { owner: "ada.admin", name: "Monthly figures", scopes: ["read", "admin"], age: 61, lives: 180, used: 29 },
  {
    owner: "meilin.agent",
    name: "Monitoring: files alerts",
    scopes: ["read", "write"],
    age: 130,
    lives: 365,
    used: 0.2,
  },
  {
    owner: "tomas.agent",
    name: "Wall screen in the service desk",
    scopes: ["read"],
    age: 18,
    lives: 90,
    used: 0.05,
  },
] as const;

/** Writes personal tokens whose secret nobody has: each is drawn here and forgotten. */
export async function loadTokens(sql: Sql, directory: Directory, now: Date): Promise<SeedToken[]> {
  const tokens = TOKENS.map((token) => {
    const createdAt = new Date(now.getTime() - token.age * DAY);
    const secret = newAccessToken(PERSONAL_PREFIX);
    const common = {
      organisation_id: directory.organisationId,
      person_id: directory.person(token.owner).id,
      session_id: idAt(createdAt),
      expires_at: new Date(createdAt.getTime() + token.lives * DAY),
      created_at: createdAt,
      kind: "personal",
    };
    return { ...token, id: idAt(createdAt), createdAt, secret, common };
  });
  await insertRows(
    sql,
    "sessions",
    tokens.map(({ common }) => ({ ...common, id: common.session_id, proven_at: new Date(0) })),
  );
  await insertRows(
    sql,
    "secret_tokens",
    tokens.map(({ common, secret }) => ({ ...common, id: idAt(common.created_at), hash: hashToken(secret) })),
  );
  await insertRows(
    sql,
    "personal_tokens",
    tokens.map(({ id, name, scopes, common, secret, used }) => ({
      ...common,
      id,
      name,
      scopes,
      prefix: secret.slice(0, PERSONAL_PREFIX.length + SHOWN),
      is_endless: false,
      used_at: new Date(Math.floor((now.getTime() - used * 24 * HOUR) / 60_000) * 60_000),
      used_address: "10.20.0.17",
    })),
  );
  return tokens.map(({ id, owner, name, scopes, createdAt }) => ({ id, owner, name, scopes, createdAt }));
}
