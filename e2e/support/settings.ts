import { organisationSettingsSchema, type OrganisationSettings } from "@/features/organisations/schema";
import { pool } from "@/server/database/database";

/** The settings of a journey's organisation, with the defaults: a journey that ends with others than it began with misleads the next. */
export async function readSettings(organisationId: string): Promise<OrganisationSettings> {
  const { rows } = await pool().query<{ settings: unknown }>(
    "SELECT settings FROM organisations WHERE id = $1",
    [organisationId],
  );
  return organisationSettingsSchema.parse(rows[0]?.settings);
}
