import type { AnnouncementAudience } from "@/features/announcements/schema";
import { say } from "@/messages/server/say";
import type { Sql } from "@/server/database/database";
import { env } from "@/server/process/env";
import { refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { checkedLink } from "./rules-link";

/** The fields of an announcement that admins set; times in ISO 8601. */
export interface Fields {
  message: string;
  level: string;
  link: string | null;
  audience: AnnouncementAudience;
  teamId: string | null;
  onSignIn: boolean;
  startsAt: string;
  endsAt: string | null;
}

/** The fields as they are kept; throws `invalid` for what does not fit together, or leads where no link may. */
export async function checkFields(sql: Sql, actor: Actor, fields: Fields): Promise<Fields> {
  const { audience, teamId, onSignIn, startsAt, endsAt } = fields;
  if ((audience === "team") !== (teamId !== null)) {
    throw refusedField("teamId", say("refusals.announcements.team"));
  }
  if (teamId !== null) {
    await refuseUnknownTeam(sql, actor, teamId);
  }
  if (onSignIn && audience !== "everybody") {
    throw refusedField("onSignIn", say("refusals.announcements.onSignIn"));
  }
  if (endsAt !== null && endsAt < startsAt) {
    throw refusedField("endsAt", say("refusals.announcements.order"));
  }
  return { ...fields, link: checkLink(fields.link) };
}

/** Now, by the clock that decides when an announcement begins and ends. */
export async function databaseTime(sql: Sql): Promise<string> {
  const { rows } = await sql.query<{ now: Date }>("SELECT date_trunc('milliseconds', now()) AS now");
  return (rows[0]?.now ?? new Date()).toISOString();
}

function checkLink(link: string | null): string | null {
  if (link === null || link === "") {
    return null;
  }
  const checked = checkedLink(link, env().allowedOrigins);
  if (checked === null) {
    throw refusedField("link", say("refusals.announcements.link"));
  }
  return checked;
}

async function refuseUnknownTeam(sql: Sql, actor: Actor, teamId: string): Promise<void> {
  const { rows } = await sql.query(
    "SELECT 1 FROM teams WHERE id = $1 AND organisation_id = $2 AND archived_at IS NULL",
    [teamId, actor.organisationId],
  );
  if (rows.length === 0) {
    throw refusedField("teamId", say("refusals.announcements.unknownTeam"));
  }
}
