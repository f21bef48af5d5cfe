import { audit } from "@/server/audit/audit";
import { endSessions } from "@/features/sessions/server/write";
import type { NoticeKind } from "@/features/notices/schema";
import { lockOrganisation } from "@/features/users/server/write-admins";
import { pool, transaction, type Transaction } from "@/server/database/database";
import { discardFiles } from "@/server/storage/upload";
import { forgetHosts } from "@/server/tenant/tenant";
import { mintOrganisationId, type OrganisationId } from "@/shared/roles";
import { ANNOUNCEMENTS } from "./administration/announcements";
import { CANNED_REPLIES } from "./administration/canned-replies";
import { MACROS, VIEWS } from "./administration/library";
import { removeInventedEntries } from "./administration/clear-audit";
import { DEMO_ORGANISATION, TEAMS } from "./model/people";

/** What leaving the demo removes. `kept` counts the people who were created or registered: they stay. */
export interface DemoContents {
  tickets: number;
  files: number;
  people: number;
  kept: number;
}

/** Kinds of notices that are over with the tickets of the demo. */
const ABOUT_TICKETS: readonly NoticeKind[] = ["ticket_urgent", "ticket_waiting"];
const NAME_AFTERWARDS = "Help desk";

/** Counts what `clearDemo` would remove; null when no organisation is a demo. */
export async function countDemo(): Promise<DemoContents | null> {
  const ids = await demoOrganisations();
  if (ids.length === 0) {
    return null;
  }
  const { rows } = await pool().query<Record<keyof DemoContents, number>>(
    `SELECT (SELECT count(*) FROM tickets WHERE organisation_id = ANY($1))::int AS tickets,
       (SELECT count(*) FROM attachments WHERE organisation_id = ANY($1))::int AS files,
       (SELECT count(*) FROM people WHERE organisation_id = ANY($1) AND is_demo)::int AS people,
       (SELECT count(*) FROM people WHERE organisation_id = ANY($1) AND NOT is_demo)::int AS kept`,
    [ids],
  );
  return rows[0] ?? null;
}

/**
 * Leaves the demo: removes its people with their sessions, all tickets and their files, its announcements and what is invented in the audit, and makes the organisation an
 * ordinary, empty one, which is never filled again. Its settings, categories and the people who are no demo stay.
 */
export async function clearDemo(): Promise<void> {
  for (const id of await demoOrganisations()) {
    const keys = await transaction((tx) => clearOrganisation(tx, id));
    // What a broken-off command leaves on the disk goes with the next sweep: no row refers to it.
    await discardFiles(keys);
  }
  forgetHosts();
}

async function demoOrganisations(): Promise<OrganisationId[]> {
  const { rows } = await pool().query<{ id: string }>("SELECT id FROM organisations WHERE is_demo");
  return rows.map(({ id }) => mintOrganisationId(id));
}

/** What the demo's staff keep for their work, by its names. */
const KEPT = [
  ["canned_replies", CANNED_REPLIES],
  ["saved_views", VIEWS],
  ["macros", MACROS],
] as const;

/** Returns the keys of the files that nothing refers to any more. */
async function clearOrganisation(tx: Transaction, organisationId: OrganisationId): Promise<string[]> {
  await lockOrganisation(tx, organisationId);
  const people = await tx.query<{ id: string; avatar_key: string | null }>(
    "SELECT id, avatar_key FROM people WHERE organisation_id = $1 AND is_demo",
    [organisationId],
  );
  for (const { id } of people.rows) {
    await endSessions(tx, { organisationId, personId: id, reason: "disabled", actorId: null });
  }
  const files = await tx.query<{ storage_key: string; thumbnail_key: string | null }>(
    "SELECT storage_key, thumbnail_key FROM attachments WHERE organisation_id = $1",
    [organisationId],
  );
  await tx.query("DELETE FROM notices WHERE organisation_id = $1 AND kind = ANY($2)", [
    organisationId,
    ABOUT_TICKETS,
  ]);
  await tx.query("DELETE FROM tickets WHERE organisation_id = $1", [organisationId]);
  await tx.query("DELETE FROM people WHERE organisation_id = $1 AND is_demo", [organisationId]);
  await tx.query("DELETE FROM tags WHERE organisation_id = $1", [organisationId]);
  await tx.query("DELETE FROM announcements WHERE organisation_id = $1 AND message = ANY($2)", [
    organisationId,
    ANNOUNCEMENTS.map(({ message }) => message),
  ]);
  for (const [table, all] of KEPT) {
    await tx.query(`DELETE FROM ${table} WHERE organisation_id = $1 AND name = ANY($2)`, [
      organisationId,
      all.map(({ name }) => name),
    ]);
  }
  await removeInventedEntries(tx, organisationId);
  await tx.query(
    `DELETE FROM teams t WHERE organisation_id = $1 AND name = ANY($2)
       AND NOT EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = t.id)`,
    [organisationId, TEAMS.map(({ name }) => name)],
  );
  await tx.query("UPDATE ticket_counters SET last_number = 0 WHERE organisation_id = $1", [organisationId]);
  await tx.query(
    "UPDATE organisations SET is_demo = false, name = CASE WHEN name = $2 THEN $3 ELSE name END WHERE id = $1",
    [organisationId, DEMO_ORGANISATION, NAME_AFTERWARDS],
  );
  await audit(
    tx,
    { organisationId, id: null },
    {
      action: "demo.cleared",
      subjectType: "organisation",
      subjectId: organisationId,
      data: { people: people.rows.length, files: files.rows.length },
    },
  );
  const keys = files.rows.flatMap(({ storage_key, thumbnail_key }) => [storage_key, thumbnail_key]);
  return [...keys, ...people.rows.map(({ avatar_key }) => avatar_key)].filter((key) => key !== null);
}
