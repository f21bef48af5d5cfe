import { pool } from "@/server/database/database";
import { log } from "@/server/process/log";
import type { OrganisationId } from "@/shared/roles";

/** What an organisation's people come in by and that can be away. */
export type OutsideService = "directory" | "provider";

/**
 * Notes that an outside service of an organisation did not answer, unless that is known. It is away until it is asked again and answers, which jobs do; admins
 * are notified once that took long. Never throws: the caller has a person who waits.
 */
export async function noteOutage(organisationId: OrganisationId, service: OutsideService): Promise<void> {
  await pool()
    .query("INSERT INTO outages (organisation_id, service) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
      organisationId,
      service,
    ])
    .catch((error: unknown) =>
      log().warn({ err: error, organisationId, service }, "an outage was not noted"),
    );
}

/** Notes that it answers again. */
export async function endOutage(organisationId: string, service: OutsideService): Promise<void> {
  await pool().query("DELETE FROM outages WHERE organisation_id = $1 AND service = $2", [
    organisationId,
    service,
  ]);
}

/** The organisations whose service of this kind was away when it was last asked. */
export async function listOutages(service: OutsideService): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT organisation_id AS id FROM outages WHERE service = $1 ORDER BY organisation_id",
    [service],
  );
  return rows.map(({ id }) => id);
}
