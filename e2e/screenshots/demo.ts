import { execFileSync } from "node:child_process";
import { test as base } from "@playwright/test";
import { pool } from "@/server/database/database";
import { startBuiltServer, TEST_SECRET } from "@/testing/processes/built-server";
import type { MadePerson } from "@/testing/factories";
import { mintOrganisationId, type Role } from "@/shared/roles";

const START_MILLISECONDS = 180_000;

/** The demo as it stands after its first start, and what there is worth a picture. */
export interface Demo {
  url: string;
  agent: MadePerson;
  requester: MadePerson;
  admin: MadePerson;
  /** The numbers of tickets with much in them. */
  ticket: number;
  requestersTicket: number;
  /** A ticket that the requester may not see. */
  foreignTicket: number;
}

/** Starts the built product in demo mode, once for all pictures. */
export const test = base.extend<object, { demo: Demo }>({
  demo: [
    async ({}, provide) => {
      warnOfMissingFonts();
      process.env["NEXTAUTH_SECRET"] = TEST_SECRET;
      const server = await startBuiltServer({ DEMO: "1" });
      try {
        await provide({ url: server.url, ...(await findSubjects()) });
      } finally {
        await server.stop();
      }
    },
    { scope: "worker", timeout: START_MILLISECONDS },
  ],
});

async function findSubjects(): Promise<Omit<Demo, "url">> {
  const agent = await findPerson("tomas.agent@");
  const requester = await findPerson("noor.user@");
  const admin = await findPerson("ada.admin@");
  const ticket = await findNumber(
    "t.status IN ('open', 'in_progress', 'waiting') AND NOT EXISTS (SELECT FROM teams WHERE id = t.team_id AND is_private)",
    [],
  );
  const requestersTicket = await findNumber("t.requester_id = $1", [requester.id]);
  return { agent, requester, admin, ticket, requestersTicket, foreignTicket: ticket };
}

/** Of the tickets that fit, the one that shows most: pictures, notes, some messages but no endless thread. */
async function findNumber(condition: string, values: readonly string[]): Promise<number> {
  const { rows } = await pool().query<{ number: number }>(
    `SELECT t.number FROM tickets t
     LEFT JOIN LATERAL (
       SELECT count(*) FILTER (WHERE internal) AS notes, count(*) FILTER (WHERE NOT internal) AS messages
       FROM comments c WHERE c.ticket_id = t.id AND c.deleted_at IS NULL
     ) said ON true
     WHERE t.deleted_at IS NULL AND ${condition}
     ORDER BY 3 * (EXISTS (SELECT FROM attachments a WHERE a.ticket_id = t.id AND a.content_type LIKE 'image/%'))::int
       + 2 * least(said.notes, 1) + least(said.messages, 4) + 4 * (t.status IN ('in_progress', 'waiting'))::int - greatest(said.messages - 6, 0) DESC, t.number DESC
     LIMIT 1`,
    [...values],
  );
  if (!rows[0]) {
    throw new Error(`The demo has no ticket with: ${condition}`);
  }
  return rows[0].number;
}

async function findPerson(beginning: string): Promise<MadePerson> {
  const { rows } = await pool().query<{
    id: string;
    organisation_id: string;
    role: Role;
    name: string;
    email: string;
  }>("SELECT id, organisation_id, role, name, email FROM people WHERE starts_with(email::text, $1)", [
    beginning,
  ]);
  if (!rows[0]) {
    throw new Error(`The demo has nobody whose address begins with ${beginning}`);
  }
  const { organisation_id, ...person } = rows[0];
  return { ...person, organisationId: mintOrganisationId(organisation_id) };
}

/** The demo's people have names of many scripts, which need fonts on the machine that draws the pictures. */
function warnOfMissingFonts(): void {
  const missing = ["ja", "th", "ar"].filter((language) => !hasFont(language));
  if (missing.length > 0) {
    process.stdout.write(
      `No font here for ${missing.join(", ")}: some names will be boxes. On Debian: apt-get install fonts-noto-cjk fonts-noto-core\n`,
    );
  }
}

function hasFont(language: string): boolean {
  try {
    return execFileSync("fc-list", [`:lang=${language}`, "family"], { encoding: "utf8" }).trim() !== "";
  } catch {
    return false;
  }
}
