import { OVERVIEW_DAYS, type OverviewDto, type OverviewQuery } from "@/features/administration/schema";
import { connectionQuerySchema } from "@/features/connections/schema";
import { listConnections } from "@/features/connections/server/read";
import { listPresence } from "@/features/connections/server/read-presence";
import { countTroubledJobs } from "@/features/jobs/server/read";
import { canSendMail } from "@/features/mail/server/read";
import { countUnacknowledged } from "@/features/notices/server/read";
import { readSettings } from "@/features/organisations/server/read";
import { readStats } from "@/features/tickets/server/counts/read-stats";
import { countPasswordAdmins } from "@/features/users/server/write-admins";
import type { Sql } from "@/server/database/database";
import { boundedRead } from "@/server/http/bounded-read";
import { recentDelivery } from "@/server/metrics/events";
import { serverVersion } from "@/server/process/version";
import { hasSignedUp } from "@/server/sign-in/signed-up";
import { freeBytes, LEAST_FREE_BYTES } from "@/server/storage/space";
import type { Actor } from "@/shared/roles";

/** So much counts as many: who has more looks at the list. */
const MANY = 1_000;
const MEGABYTE = 1024 * 1024;
const NEARLY = 4;
const MINUTE_SECONDS = 60;
/** More in a minute are not counted. */
const EVENTS_MOST = 100_000;

/** How the desk does now: tickets from the kept counts, days from an index, and nothing that reads the whole archive. */
export async function readOverview(actor: Actor, { timeZone }: OverviewQuery): Promise<OverviewDto> {
  const [connections, stats, notices, settings, free, jobs, counted] = await Promise.all([
    listConnections(actor, connectionQuerySchema.parse({ limit: 1 })),
    readStats(actor),
    countUnacknowledged(actor),
    readSettings(actor.organisationId),
    freeBytes(),
    countTroubledJobs(),
    boundedRead(actor, (sql) => readCounts(actor, sql, timeZone)),
  ]);
  const { open, in_progress: inProgress, waiting } = stats.byStatus;
  const { usedBytes, version, days, people, mail, times, events } = counted;
  const quotaBytes = settings.storageQuotaMb > 0 ? settings.storageQuotaMb * MEGABYTE : null;
  return {
    connections: connections.totals.connections,
    processes: connections.processes.length,
    peopleHere: listPresence(actor).length,
    times,
    log: { eventsPerSecond: events / MINUTE_SECONDS, deliveryMilliseconds: recentDelivery() },
    tickets: {
      open,
      inProgress,
      waiting,
      overdue: stats.overdue,
      unassigned: stats.unassigned,
      urgent: stats.urgent,
    },
    days,
    notices,
    people,
    mail: { canSend: await canSendMail(actor.organisationId), ...mail },
    jobs,
    storage: {
      usedBytes,
      quotaBytes,
      freeBytes: Number.isFinite(free) ? free : null,
      isNearlyFull: free < LEAST_FREE_BYTES * NEARLY || (quotaBytes !== null && usedBytes > quotaBytes * 0.9),
    },
    versions: { helpejo: serverVersion(), node: process.version, postgresql: version },
  };
}

async function readCounts(actor: Actor, sql: Sql, timeZone: string) {
  const { organisationId } = actor;
  const { rows } = await sql.query<{
    unconfirmed: number;
    invited: number;
    queued: number;
    failed: number;
    bytes: string | null;
    events: number;
    version: string;
  }>(
    `SELECT
       (SELECT count(*)::int FROM (SELECT 1 FROM people p WHERE p.organisation_id = $1 AND p.email_confirmed_at IS NULL AND p.email IS NOT NULL
         AND p.disabled_at IS NULL AND ${hasSignedUp("p")} LIMIT ${MANY}) u) AS unconfirmed,
       (SELECT count(DISTINCT t.person_id)::int FROM secret_tokens t JOIN people p ON p.id = t.person_id
         WHERE t.organisation_id = $1 AND t.kind = 'invitation' AND t.used_at IS NULL AND p.disabled_at IS NULL AND NOT ${hasSignedUp("p")}) AS invited,
       (SELECT count(*)::int FROM (SELECT 1 FROM outgoing_mails WHERE organisation_id = $1 AND state = 'queued' LIMIT ${MANY}) q) AS queued,
       (SELECT count(*)::int FROM (SELECT 1 FROM outgoing_mails WHERE organisation_id = $1 AND state = 'failed' LIMIT ${MANY}) f) AS failed,
       (SELECT count(*)::int FROM (SELECT 1 FROM events WHERE organisation_id = $1 AND at > now() - make_interval(secs => ${MINUTE_SECONDS}) LIMIT ${EVENTS_MOST}) e) AS events,
       (SELECT bytes::text FROM storage_usage WHERE organisation_id = $1) AS bytes,
       current_setting('server_version') AS version`,
    [organisationId],
  );
  const row = rows[0];
  return {
    people: {
      unconfirmed: row?.unconfirmed ?? 0,
      invited: row?.invited ?? 0,
      passwordAdmins: await countPasswordAdmins(sql, organisationId),
    },
    mail: { queued: row?.queued ?? 0, failed: row?.failed ?? 0 },
    usedBytes: Number(row?.bytes ?? 0),
    version: row?.version ?? "",
    days: await readDays(organisationId, sql, timeZone),
    times: await readTimes(organisationId, sql, timeZone),
    events: row?.events ?? 0,
  };
}

/** Tickets that were filed and resolved on each day. The days' tickets alone are read: both conditions are ranges of an index that begins with the status. */
async function readDays(organisationId: string, sql: Sql, timeZone: string): Promise<OverviewDto["days"]> {
  const { rows } = await sql.query<OverviewDto["days"][number]>(
    `WITH days AS (SELECT generate_series((now() AT TIME ZONE $2)::date - ${OVERVIEW_DAYS - 1}, (now() AT TIME ZONE $2)::date, '1 day')::date AS day),
     since AS (SELECT min(day)::timestamp AT TIME ZONE $2 AS at FROM days),
     created AS (SELECT (created_at AT TIME ZONE $2)::date AS day, count(*)::int AS count FROM (
       SELECT created_at FROM tickets WHERE organisation_id = $1 AND status = ANY(enum_range(NULL::status)) AND created_at >= (SELECT at FROM since)
         AND deleted_at IS NULL AND archived_at IS NULL
       UNION ALL SELECT created_at FROM tickets WHERE organisation_id = $1 AND created_at >= (SELECT at FROM since)
         AND deleted_at IS NULL AND archived_at IS NOT NULL) t GROUP BY 1),
     resolved AS (SELECT (resolved_at AT TIME ZONE $2)::date AS day, count(*)::int AS count FROM tickets
       WHERE organisation_id = $1 AND status IN ('resolved', 'closed') AND resolved_at >= (SELECT at FROM since) AND deleted_at IS NULL GROUP BY 1)
     SELECT to_char(day, 'YYYY-MM-DD') AS day, coalesce(c.count, 0) AS created, coalesce(r.count, 0) AS resolved
     FROM days LEFT JOIN created c USING (day) LEFT JOIN resolved r USING (day) ORDER BY day`,
    [organisationId, timeZone],
  );
  return rows;
}

/** Medians of the tickets of the same days, by the same index: how long the first public answer took, and the solution. */
async function readTimes(organisationId: string, sql: Sql, timeZone: string): Promise<OverviewDto["times"]> {
  const { rows } = await sql.query<OverviewDto["times"]>(
    `WITH since AS (SELECT ((now() AT TIME ZONE $2)::date - ${OVERVIEW_DAYS - 1})::timestamp AT TIME ZONE $2 AS at)
     SELECT
       (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM first_response_at - created_at)) FROM tickets
         WHERE organisation_id = $1 AND status = ANY(enum_range(NULL::status)) AND created_at >= (SELECT at FROM since)
           AND first_response_at IS NOT NULL AND deleted_at IS NULL)::float AS "firstResponseSeconds",
       (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM resolved_at - created_at)) FROM tickets
         WHERE organisation_id = $1 AND status IN ('resolved', 'closed') AND resolved_at >= (SELECT at FROM since)
           AND deleted_at IS NULL)::float AS "resolutionSeconds"`,
    [organisationId, timeZone],
  );
  return rows[0] ?? { firstResponseSeconds: null, resolutionSeconds: null };
}
