import type { Sql } from "@/server/database/database";
import { insertRows } from "../load/insert";
import { idAt, type Directory } from "../load/ledger";
import { DAY, HOUR } from "../model/clock";
import { STAFF } from "../model/people";
import type { SeedTeamKey } from "../model/types";

/** A canned reply of the demo: of the organisation, of a team, or of the agent whom a visitor signs in as. */
interface SeedReply {
  name: string;
  keyword: string | null;
  body: string;
  team: SeedTeamKey | null;
  isOwn?: true;
  uses: number;
  /** Milliseconds before now. */
  age: number;
}

/** What agents of the demo write again and again. */
export const CANNED_REPLIES: readonly SeedReply[] = [
  {
    name: "Received, we are on it",
    keyword: "received",
    body: "Hello {{requester.firstName|there}},\n\nthank you for your message. {{assignee.firstName|One of us}} looks at it today and answers here, under #{{ticket.number}}.\n\nKind regards\n{{agent.firstName}}",
    team: null,
    uses: 214,
    age: 210 * DAY,
  },
  {
    name: "Password: how to set a new one",
    keyword: "password",
    body: "Hello {{requester.firstName|there}},\n\nyou can set a new password yourself:\n\n1. Lock the screen and choose *Forgot password*.\n2. Open the mail that comes within a minute, on your phone if need be.\n3. Choose at least ten characters. Three words that do not belong together are easy to remember.\n\nNobody of us ever asks for a password, neither by mail nor on the phone.\n\n{{agent.firstName}}",
    team: null,
    uses: 171,
    age: 204 * DAY,
  },
  {
    name: "Does it work again?",
    keyword: "works",
    body: "Hello {{requester.firstName|there}},\n\ndoes it work again on your side? If we do not hear from you, we close this in a week. An answer opens it again at any time.\n\n{{agent.firstName}}",
    team: null,
    uses: 96,
    age: 150 * DAY,
  },
  {
    name: "What we need to know about a computer",
    keyword: "details",
    body: "Hello {{requester.firstName|there}},\n\nto find out what is wrong we need to know:\n\n- the number on the label below the computer, such as LM-38596\n- since when it does so, and what changed then\n- the words of the message, or a photo of the screen\n\n{{agent.firstName}}",
    team: "desk",
    uses: 58,
    age: 120 * DAY,
  },
  {
    name: "Returning a device",
    keyword: "return",
    body: "Hello {{requester.firstName|there}},\n\nplease leave the device with its charger at reception, with a label that says your name and #{{ticket.number}}. We take care of the rest.\n\n{{agent.firstName}}, {{ticket.team|IT}}",
    team: "workplace",
    uses: 33,
    age: 88 * DAY,
  },
  {
    name: "VPN: connect anew",
    keyword: "vpn",
    body: "Hello {{requester.firstName|there}},\n\nplease disconnect, wait for ten seconds and connect again. If that does not help, send us what this prints:\n\n```\nipconfig /all\n```\n\n{{agent.firstName}}",
    team: "network",
    uses: 41,
    age: 64 * DAY,
  },
  {
    name: "Suspicious mail: do not open",
    keyword: "phishing",
    body: "Hello {{requester.firstName|there}},\n\nthank you for asking first. Please do not open anything in that mail, and forward it as an attachment. Have you entered a password after a link in it? Then tell us at once: nobody is blamed.\n\n{{agent.firstName}}",
    team: "security",
    uses: 19,
    age: 40 * DAY,
  },
  {
    name: "On the phone",
    keyword: "call",
    body: "Hello {{requester.firstName|there}},\n\nthis is quicker on the phone. When can I call you today?\n\n{{agent.firstName}}",
    team: null,
    isOwn: true,
    uses: 27,
    age: 12 * DAY,
  },
];

/** Writes the canned replies. */
export async function loadCannedReplies(sql: Sql, directory: Directory, now: Date): Promise<void> {
  const [own] = STAFF.filter(({ role }) => role === "agent");
  await insertRows(
    sql,
    "canned_replies",
    CANNED_REPLIES.map(({ name, keyword, body, team, isOwn, uses, age }) => {
      const createdAt = new Date(now.getTime() - age - HOUR);
      return {
        id: idAt(createdAt),
        organisation_id: directory.organisationId,
        scope: isOwn ? "mine" : team === null ? "organisation" : "team",
        team_id: team && directory.team(team).id,
        person_id: isOwn && own ? directory.person(own.key).id : null,
        name,
        keyword,
        body,
        uses,
        created_at: createdAt,
        updated_at: createdAt,
      };
    }),
  );
}
