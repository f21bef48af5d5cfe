import { execFileSync } from "node:child_process";
import { test as base } from "@playwright/test";
import { pool } from "@/server/database/database";
import { fileTicketByForm } from "./guest";
import { startBuiltServer, TEST_SECRET } from "@/testing/processes/built-server";
import type { MadePerson } from "@/testing/factories";
import { startMailServer } from "@/testing/mail";
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
  /** Ids of what has a page of its own. */
  team: string;
  peopleImport: string;
  /** Where the mail to a guest leads: their ticket. */
  guestLink: string;
}

/** Starts the built product in demo mode, once for all pictures. */
export const test = base.extend<object, { demo: Demo }>({
  demo: [
    async ({}, provide) => {
      warnOfMissingFonts();
      process.env["NEXTAUTH_SECRET"] = TEST_SECRET;
      const mail = await startMailServer();
      const server = await startBuiltServer({
        DEMO: "1",
        SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
        MAIL_FROM: "Help desk <desk@example.org>",
        MAIL_DELAY_SECONDS: "0",
      });
      try {
        const subjects = await findSubjects();
        const guestLink = await fileTicketByForm(server.url, mail);
        await provide({ url: server.url, ...subjects, guestLink });
      } finally {
        await server.stop();
        await mail.stop();
      }
    },
    { scope: "worker", timeout: START_MILLISECONDS },
  ],
});

async function findSubjects(): Promise<Omit<Demo, "url" | "guestLink">> {
  const agent = await findPerson("tomas.agent@");
  const requester = await findPerson("noor.user@");
  const admin = await findPerson("ada.admin@");
  const ticket = await findNumber(
    "t.status IN ('open', 'in_progress', 'waiting') AND NOT EXISTS (SELECT FROM teams WHERE id = t.team_id AND is_private)",
    [],
  );
  const requestersTicket = await findNumber("t.requester_id = $1", [requester.id]);
  const team = await findId("SELECT id FROM teams WHERE name = 'Service Desk'");
  const peopleImport = await findId(
    "SELECT import_id AS id FROM people_import_rows GROUP BY import_id ORDER BY count(*) DESC LIMIT 1",
  );
  return { agent, requester, admin, ticket, requestersTicket, foreignTicket: ticket, team, peopleImport };
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

async function findId(statement: string): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(statement);
  if (!rows[0]) {
    throw new Error(`The demo has nothing for: ${statement}`);
  }
  return rows[0].id;
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
