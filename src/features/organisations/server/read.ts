import { settingsSchema, type Settings } from "@/features/organisations/schema";
import { pool, type Sql } from "@/server/database";

/** An organisation's settings, with defaults for what its admins never set. */
export async function readSettings(organisationId: string, sql: Sql = pool()): Promise<Settings> {
  const { rows } = await sql.query<{ settings: unknown }>("SELECT settings FROM organisations WHERE id = $1", [organisationId]);
  return settingsSchema.parse(rows[0]?.settings ?? {});
}
