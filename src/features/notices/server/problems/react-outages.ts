import { say } from "@/messages/server/say";
import { pool, transaction } from "@/server/database/database";
import { registerReadiness } from "@/server/http/answers/health";
import type { Job } from "@/server/jobs/jobs";
import { endNotices, raiseNotice } from "@/features/notices/server/write";

const EVERY_MILLISECONDS = 60_000;
/** A directory or a provider that restarts takes less. */
const LONG_MINUTES = 15;

/** Notifies an organisation's admins that its directory or its identity provider is away. */
export const outageNoticesJob: Job = {
  name: "notice outages",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: noticeOutages,
};

/** Raises one notice for a service that has been away for long, and ends it once it answers; returns how many were added or ended. */
export async function noticeOutages(): Promise<number> {
  return await transaction(async (tx) => {
    const { rows } = await tx.query<{ organisation_id: string; service: "directory" | "provider" }>(
      `SELECT organisation_id, service FROM outages WHERE since < now() - make_interval(mins => $1)
       ORDER BY organisation_id, service`,
      [LONG_MINUTES],
    );
    const keys = rows.map((row) => `${row.organisation_id} outage:${row.service}`);
    let done = await endNotices(
      tx,
      "n.kind = 'sign_in_away' AND NOT n.organisation_id::text || ' ' || n.dedupe_key = ANY($1)",
      [keys],
    );
    for (const { organisation_id: organisationId, service } of rows) {
      const isAdded = await raiseNotice(tx, {
        organisationId,
        key: `outage:${service}`,
        describe: (before) =>
          before === null
            ? {
                kind: "sign_in_away",
                level: "warning",
                sentence: say("alerts.signInAway", { service, minutes: LONG_MINUTES }),
                link: "/admin/sign-in",
              }
            : null,
      });
      done += Number(isAdded);
    }
    return done;
  });
}

/** Adds what is away outside to /ready. Nobody who is signed in needs it, so it does not make the process unready. */
export function registerOutageReadiness(): void {
  registerReadiness("signIn", async () => {
    const { rows } = await pool().query<{ service: string; count: number }>(
      `SELECT service, count(*)::int AS count FROM (
         SELECT service FROM outages
         UNION ALL
         SELECT 'mail' FROM (
           SELECT DISTINCT organisation_id FROM outgoing_mails
           WHERE state = 'queued' AND attempts > 0 AND expires_at > now() AND created_at < now() - make_interval(mins => $1)) m
       ) away GROUP BY service ORDER BY service`,
      [LONG_MINUTES],
    );
    const detail = rows.map(({ service, count }) => `${service} of ${count}`).join(", ");
    return rows.length === 0
      ? { ok: true, isOptional: true }
      : { ok: false, isOptional: true, detail: `away, by organisations: ${detail}` };
  });
}
