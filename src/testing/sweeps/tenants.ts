import { v7 } from "uuid";
import { decideRequest } from "@/features/assignment-requests/server/write";
import { foundOrganisation } from "@/features/users/server/write-organisation";
import { inviteUser } from "@/features/users/server/write-invitation";
import { issueTokens } from "@/features/sessions/server/write-tokens";
import { pool, transaction } from "@/server/database/database";
import { hashPassword } from "@/server/sign-in/passwords";
import { Cast } from "../authorisation/entities";
import { WHO, type Who } from "../authorisation/callers";
import type { Entity } from "../authorisation/rule";
import { makeAccessToken, makePerson, type MadeOrganisation } from "../factories";
import { SECRET } from "./judge";
import type { Asker, Pair, Sweep } from "./requests";

/** Stands in what is sent and is the other organisation's, and in what nobody has. */
export const THEIRS = "zyqxtheirs";
const NOBODYS = "zyqxnobody";
/** The password of the people of the other organisation: it is right, there. */
const PASSWORD = "four words not guessable 7391";
/** Ours never count so far, so that theirs are none of ours. */
const THEIR_FIRST_NUMBER = 500_001;
const HOSTS = { ours: "ours.example", theirs: "theirs.example" };

/** Two organisations with everything in them. */
export interface TwoOrganisations extends Sweep {
  ours: MadeOrganisation;
  theirs: MadeOrganisation;
  hosts: typeof HOSTS;
  cast: { ours: Cast; theirs: Cast };
  /** A route's path with things of ours in its places, and with things of theirs. */
  ourPath: (pattern: string, about: Entity) => Promise<string>;
  theirPath: (pattern: string, about: Entity) => Promise<string>;
}

const THINGS = [
  "sealed",
  "open",
  "deleted",
  "comment",
  "note",
  "file",
  "internalFile",
  "person",
  "session",
  "team",
  "notice",
  "request",
  "announcement",
  "cannedReply",
  "view",
  "macro",
  "import",
  "webhook",
  "delivery",
] as const;

/** Makes both as the console does, each with everybody of the matrix; `words` is how many names of theirs there are to be tried. */
export async function makeTwoOrganisations(words: number): Promise<TwoOrganisations> {
  const ours = await found("Ours", HOSTS.ours);
  const theirs = await found(`${SECRET}Theirs`, HOSTS.theirs);
  await pool().query("UPDATE ticket_counters SET last_number = $2 WHERE organisation_id = $1", [
    theirs.id,
    THEIR_FIRST_NUMBER - 1,
  ]);
  const cast = { ours: new Cast(), theirs: new Cast(SECRET) };
  await cast.ours.prepare({ own: ours, other: theirs });
  await cast.theirs.prepare({ own: theirs, other: ours });
  const ids: Pair[] = [];
  for (const what of THINGS) {
    ids.push({ what, theirs: (await cast.theirs.make(what)).id, nobodys: v7() });
  }
  ids.push({ what: "organisation", theirs: theirs.id, nobodys: v7() });
  await makeNames(theirs, words);
  const number = {
    what: "number",
    theirs: String(THEIR_FIRST_NUMBER),
    nobodys: String(THEIR_FIRST_NUMBER + 1e5),
  };
  const fixed = [number, ...(await makeTokens(theirs))];
  let used = 0;
  return {
    ours,
    theirs,
    hosts: HOSTS,
    host: HOSTS.ours,
    cast,
    askers: await makeAskers(
      cast.ours,
      WHO.filter((who) => who !== "foreign"),
    ),
    own: makeOwn(cast.ours),
    ourPath: pathWith(makeOwn(cast.ours)),
    theirPath: pathWith(makeOwn(cast.theirs)),
    ids,
    words: () => {
      used += 1;
      if (used > words) {
        throw new Error(`more than ${words} names are asked for`);
      }
      return [...namesOf(String(used).padStart(6, "0")), ...fixed];
    },
    theirIds: new Set([...(await readIds(theirs)), ...ids.map((pair) => pair.theirs)]),
  };
}

async function found(name: string, host: string): Promise<MadeOrganisation> {
  const { organisation } = await foundOrganisation({
    name,
    slug: null,
    host,
    admin: { email: "first@admin.example", name: `${name} First`, password: null },
  });
  return { id: organisation.id, name, host };
}

/** A session and a token of each; a guest's opens a ticket of its own. */
export async function makeAskers(cast: Cast, all: readonly Who[], guestTicketId?: string): Promise<Asker[]> {
  const ticketId = guestTicketId ?? (await cast.make("open")).ticketId;
  const askers: Asker[] = [];
  for (const who of all) {
    const actor = await cast.session(who, ticketId);
    askers.push({ who, actor, token: actor && (await makeAccessToken(actor)) });
  }
  return askers;
}

/** Things of a cast that stand in the other places of a request: each made once, as most requests are refused. */
export function makeOwn(cast: Cast, made = new Map<string, string>()): Sweep["own"] {
  const entity = async (about: Entity): Promise<string> => {
    const known = made.get(about);
    if (known !== undefined) {
      return known;
    }
    const { id } = await cast.make(about);
    made.set(about, id);
    const admin = about === "request" ? await cast.session("admin") : null;
    if (admin) {
      // Decided already: what one try sends as the reason would come back in the next one's refusal.
      await decideRequest(admin, { requestId: id, decision: "declined" });
    }
    return id;
  };
  return async (place, about) => {
    if (place === "ticket" || place === "place") {
      return await entity(about === "sealed" ? "sealed" : "open");
    }
    if (place === "personId") {
      return await entity("person");
    }
    return place === "kind" ? "reply" : await entity(about);
  };
}

function pathWith(own: Sweep["own"]): (pattern: string, about: Entity) => Promise<string> {
  return async (pattern, about) => {
    let path = pattern;
    for (const [place, name = ""] of pattern.matchAll(/\[(\w+)\]/g)) {
      path = path.replace(place, await own(name, about));
    }
    return path;
  };
}

/** People, teams, categories and tags of theirs, all called by a number. */
async function makeNames(organisation: MadeOrganisation, count: number): Promise<void> {
  const values = [organisation.id, count, THEIRS, await hashPassword(PASSWORD)];
  await pool().query(
    `INSERT INTO people (id, organisation_id, role, name, email, password_hash, email_confirmed_at)
     SELECT gen_random_uuid(), $1, 'agent', $3 || ' ' || n, $3 || n || '@example.org', $4, now()
     FROM (SELECT lpad(g::text, 6, '0') AS n FROM generate_series(1, $2::int) g) numbers`,
    values,
  );
  await pool().query(
    `INSERT INTO teams (id, organisation_id, name, is_private)
     SELECT gen_random_uuid(), $1, $3 || ' ' || lpad(g::text, 6, '0'), false FROM generate_series(1, $2::int) g`,
    values.slice(0, 3),
  );
  await pool().query(
    `INSERT INTO categories (organisation_id, key, name)
     SELECT $1, $3 || lpad(g::text, 6, '0'), $3 || ' ' || lpad(g::text, 6, '0') FROM generate_series(1, $2::int) g`,
    values.slice(0, 3),
  );
  await pool().query(
    "INSERT INTO tags (organisation_id, name) SELECT $1, $3 || lpad(g::text, 6, '0') FROM generate_series(1, $2::int) g",
    values.slice(0, 3),
  );
  await pool().query("INSERT INTO tags (organisation_id, name) VALUES ($1, $2)", [
    organisation.id,
    `${SECRET}tag`,
  ]);
}

function namesOf(number: string): Pair[] {
  const forms: [string, (mark: string) => string][] = [
    ["e-mail", (mark) => `${mark}${number}@example.org`],
    ["name", (mark) => `${mark} ${number}`],
    ["key", (mark) => `${mark}${number}`],
  ];
  return forms.map(([what, form]) => ({ what, theirs: form(THEIRS), nobodys: form(NOBODYS) }));
}

/** What opens something of theirs, at their address. */
async function makeTokens(organisation: MadeOrganisation): Promise<Pair[]> {
  const person = await makePerson(organisation, { role: "admin", name: `${SECRET}Invited` });
  const invitation = await transaction((tx) => inviteUser(tx, organisation.id, person.id));
  const { accessToken, refreshToken } = await issueTokens(
    { ...person, organisationId: organisation.id },
    { address: "127.0.0.1", userAgent: null, isDemoOpen: false },
  );
  return [
    { what: "invitation", theirs: invitation, nobodys: likeIt(invitation) },
    { what: "access token", theirs: accessToken, nobodys: likeIt(accessToken) },
    { what: "refresh token", theirs: refreshToken, nobodys: likeIt(refreshToken) },
  ];
}

/** Another token of the same form: each letter is one, small or large as it was, and each digit is one. */
function likeIt(token: string): string {
  const oneOf = (all: string): string => all.charAt(Math.floor(Math.random() * all.length));
  return token
    .replace(/[a-z]/g, () => oneOf("abcdefghijklmnopqrstuvwxyz"))
    .replace(/[A-Z]/g, () => oneOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    .replace(/\d/g, () => oneOf("0123456789"));
}

/** The ids of everything that an organisation has. */
export async function readIds({ id }: { id: string }): Promise<Set<string>> {
  const { rows } = await pool().query<{ id: string }>(
    [
      "tickets",
      "comments",
      "people",
      "teams",
      "sessions",
      "notices",
      "announcements",
      "canned_replies",
      "saved_views",
      "macros",
      "events",
    ]
      .map((table) => `SELECT id FROM ${table} WHERE organisation_id = $1`)
      .join(" UNION ALL "),
    [id],
  );
  return new Set([id, ...rows.map((row) => row.id)]);
}
