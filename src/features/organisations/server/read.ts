import { env } from "@/server/env";
import { pool, type Sql } from "@/server/database";
import { AppError } from "@/shared/errors";
import type { OrganisationId } from "@/shared/roles";
import { organisationSettingsSchema, type OrganisationSettings } from "@/features/organisations/schema";

/** An organisation with its settings, complete. */
export interface Organisation {
  id: OrganisationId;
  name: string;
  host: string | null;
  isDemo: boolean;
  settings: OrganisationSettings;
  /** Whether people may make themselves an account: as set, and where nothing is set in a running demo alone. */
  allowsRegistration: boolean;
}

/** Reads an organisation; `sql` is the transaction when the row has to be locked by `lock`. */
export async function readOrganisation(
  id: OrganisationId,
  sql: Sql = pool(),
  lock = false,
): Promise<Organisation> {
  const { rows } = await sql.query<{
    name: string;
    host: string | null;
    is_demo: boolean;
    settings: unknown;
  }>(
    `SELECT name, host, is_demo, settings FROM organisations WHERE id = $1 ${lock ? "FOR NO KEY UPDATE" : ""}`,
    [id],
  );
  const row = rows[0];
  if (!row) {
    throw new AppError("not_found", "This organisation does not exist any more.");
  }
  const settings = organisationSettingsSchema.parse(row.settings ?? {});
  return {
    id,
    name: row.name,
    host: row.host,
    isDemo: row.is_demo,
    settings,
    allowsRegistration: settings.registration ?? (row.is_demo && env().demo),
  };
}

/** The settings of an organisation, complete. */
export async function readSettings(id: OrganisationId): Promise<OrganisationSettings> {
  return (await readOrganisation(id)).settings;
}
