import { pool, type Sql } from "@/server/database/database";
import type { SealedColumn } from "./turn";
import { openSecret, sealSecret } from "./seal";

/** The settings with secrets that an admin made on a page; `name` says of what. */
export type SealedSettingsName = "ldap" | "oidc" | "smtp";

/** What an organisation's admins set on a page that holds secrets; null where they set nothing. Throws where the key is not kept here. */
export async function readSealedSettings(
  organisationId: string,
  name: SealedSettingsName,
  sql: Sql = pool(),
): Promise<unknown> {
  const { rows } = await sql.query<{ sealed: string }>(
    "SELECT sealed FROM sealed_settings WHERE organisation_id = $1 AND name = $2",
    [organisationId, name],
  );
  return rows[0] ? JSON.parse(openSecret(rows[0].sealed, settingsPurpose(organisationId, name))) : null;
}

/** Keeps such settings, sealed as a whole; null removes them. */
export async function writeSealedSettings(
  sql: Sql,
  organisationId: string,
  name: SealedSettingsName,
  value: object | null,
): Promise<void> {
  if (value === null) {
    await sql.query("DELETE FROM sealed_settings WHERE organisation_id = $1 AND name = $2", [
      organisationId,
      name,
    ]);
    return;
  }
  await sql.query(
    `INSERT INTO sealed_settings (organisation_id, name, sealed) VALUES ($1, $2, $3)
     ON CONFLICT (organisation_id, name) DO UPDATE SET sealed = excluded.sealed, changed_at = now()`,
    [organisationId, name, sealSecret(JSON.stringify(value), settingsPurpose(organisationId, name))],
  );
}

/** Where such settings are sealed. */
export const SEALED_SETTINGS: readonly SealedColumn[] = [
  {
    table: "sealed_settings",
    key: ["organisation_id", "name"],
    column: "sealed",
    purpose: (organisationId = "", name = "") => settingsPurpose(organisationId, name),
  },
];

function settingsPurpose(organisationId: string, name: string): string {
  return `settings ${organisationId} ${name}`;
}
