import { CHOOSABLE_KINDS } from "@/features/notification-choices/schema";
import { createTicket } from "@/features/tickets/server/write-create";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { pool } from "@/server/database/database";
import type { Role } from "@/shared/roles";
import {
  makeOrganisation,
  makePerson,
  makeSession,
  makeTeam,
  type MadeOrganisation,
  type MadePerson,
  type MadeTeam,
} from "@/testing/factories";
import { untilAnswered } from "./until-answered";
import { Device } from "./device";

/** A person of the world. Role, teams and access change during the run. */
export interface WorldPerson {
  label: string;
  id: string;
  /** Their role and teams at the beginning. */
  initial: { role: Role; teamIds: string[] };
  /** Their role and teams now, as last read. */
  role: Role;
  teamIds: string[];
  isDisabled: boolean;
  guestTicketId: string | null;
  /** Nobody changes these people's rights: they do it to others. */
  isSteady: boolean;
  address: string;
  /** Everything that can be mailed is mailed to them at once; to the others, nothing is. */
  wantsMail: boolean;
  /** The other account of the same person, into which an admin merges this one. */
  twin: WorldPerson | null;
  /** Merged into it by now: nobody can sign in to it any more. */
  isMerged: boolean;
  devices: [Device, ...Device[]];
}

/** The help desk of the run. */
export interface World {
  people: WorldPerson[];
  teams: { open: string[]; sealed: string[] };
  /** Ids; the first one is the hot ticket. Grows while the writers work. */
  ticketIds: string[];
  /** Reads everybody's present role and teams. */
  refresh(): Promise<void>;
}

/** What the private teams' names begin with: whatever a public receiver gets must never hold it. */
export const SEALED_NAME = "Sealed ";

/** Of so many people, one wants no mail. */
const SILENT = 9;
/** People who have two accounts. */
const TWINS = 3;

/** Some fifty people of all roles and twenty tickets, some filed by staff who may lose access to them. */
export async function makeWorld(): Promise<World> {
  const organisation = await makeOrganisation();
  const [first, second] = [
    await makeTeam(organisation, { name: "Open desk" }),
    await makeTeam(organisation, { name: "Second open desk" }),
  ];
  const [vault, cellar] = [
    await makeTeam(organisation, { name: `${SEALED_NAME}vault`, isPrivate: true }),
    await makeTeam(organisation, { name: `${SEALED_NAME}cellar`, isPrivate: true }),
  ];
  // A storm may last longer than a password counts as shown, and nobody in it types one.
  await pool().query("ALTER TABLE sessions ALTER COLUMN proven_at SET DEFAULT now() + interval '1 day'");
  const crowd = new Crowd(organisation);
  const admins = await crowd.add(3, "admin");
  const viewers = await crowd.add(3, "viewer");
  const agents = [
    ...(await crowd.add(2, "agent", [first])),
    ...(await crowd.add(2, "agent", [second])),
    ...(await crowd.add(2, "agent", [vault])),
    ...(await crowd.add(2, "agent", [first, cellar])),
    ...(await crowd.add(2, "agent", [vault, cellar])),
    ...(await crowd.add(2, "agent")),
  ];
  const requesters = await crowd.add(14, "user");
  const watchers = await crowd.add(12, "user");
  const twins = await crowd.add(TWINS, "user");
  twins.forEach((one, index) => (one.twin = requesters[index * 2] ?? null));
  const boss = admins[0];
  if (!boss) {
    throw new Error("nobody is there to begin with");
  }
  admins.slice(0, 2).forEach((one) => (one.isSteady = true));
  const admin = await makeSession(boss.devices[0].person);
  const ticketIds: string[] = [];
  const file = async (requesterId: string, title: string): Promise<string> => {
    const description = "Filed before the storm.";
    const ticket = await createTicket(admin, { title, description, requesterId });
    ticketIds.push(ticket.id);
    return ticket.id;
  };
  for (const one of [...requesters.slice(0, 10), ...twins, ...agents.slice(0, 3), ...viewers.slice(0, 1)]) {
    await file(one.id, `Ticket of ${one.label}`);
  }
  for (let count = 1; count <= 6; count++) {
    const person = await makePerson(organisation, { role: "guest", name: `guest ${count}` });
    crowd.join(person, await file(person.id, `Ticket of guest ${count}`));
  }
  for (const [index, one] of [
    ...watchers,
    ...watchers,
    ...twins,
    ...twins,
    ...agents.slice(0, 4),
  ].entries()) {
    const change = { personId: one.id, isWatching: true };
    await setWatcher(admin, { ...change, ticket: ticketIds[(index * 7) % ticketIds.length] ?? "" });
  }
  // Many people receive the hot ticket's events.
  for (const one of [...watchers, ...twins]) {
    await setWatcher(admin, { ticket: ticketIds[0] ?? "", personId: one.id, isWatching: true });
  }
  for (const { devices } of crowd.people) {
    await devices[0].renew("");
  }
  await chooseMails(crowd.people);
  await pool().query("ANALYZE");
  return {
    people: crowd.people,
    teams: { open: [first.id, second.id], sealed: [vault.id, cellar.id] },
    ticketIds,
    refresh: () => refresh(crowd.people),
  };
}

async function chooseMails(people: readonly WorldPerson[]): Promise<void> {
  for (const wantsMail of [true, false]) {
    const mail = wantsMail ? "now" : "never";
    const choices = Object.fromEntries(CHOOSABLE_KINDS.map((kind) => [kind, { mail }]));
    const chosen = people.filter((one) => one.wantsMail === wantsMail).map(({ id }) => id);
    await pool().query("UPDATE people SET notification_choices = $1 WHERE id = ANY($2::uuid[])", [
      JSON.stringify(choices),
      chosen,
    ]);
  }
}

/** People as they are made. */
class Crowd {
  readonly people: WorldPerson[] = [];

  constructor(private readonly organisation: MadeOrganisation) {}

  async add(count: number, role: Role, teams: readonly MadeTeam[] = []): Promise<WorldPerson[]> {
    const added: WorldPerson[] = [];
    for (let number = 1; number <= count; number++) {
      const name = `${role} ${this.people.length + 1}`;
      added.push(this.join(await makePerson(this.organisation, { role, name, teams }), null, teams));
    }
    return added;
  }

  join(person: MadePerson, guestTicketId: string | null, teams: readonly MadeTeam[] = []): WorldPerson {
    const teamIds = teams.map((team) => team.id);
    const somebody: WorldPerson = {
      label: person.name,
      id: person.id,
      initial: { role: person.role, teamIds },
      role: person.role,
      teamIds,
      isDisabled: false,
      guestTicketId,
      isSteady: false,
      address: person.email,
      wantsMail: this.people.length % SILENT !== SILENT - 1,
      twin: null,
      isMerged: false,
      devices: [new Device(person, guestTicketId)],
    };
    this.people.push(somebody);
    return somebody;
  }
}

async function refresh(people: readonly WorldPerson[]): Promise<void> {
  const { rows } = await untilAnswered(() => lookUp());
  const found = new Map(rows.map((row) => [row.id, row]));
  for (const one of people) {
    const row = found.get(one.id);
    if (row) {
      Object.assign(one, {
        role: row.role,
        isDisabled: row.disabled,
        isMerged: row.merged,
        teamIds: row.teams,
      });
    }
  }
}

function lookUp() {
  return pool().query<{ id: string; role: Role; disabled: boolean; merged: boolean; teams: string[] }>(
    `SELECT id, role, disabled_at IS NOT NULL AS disabled,
       EXISTS (SELECT 1 FROM person_merges g WHERE g.from_id = p.id) AS merged,
       ARRAY(SELECT team_id::text FROM team_members m WHERE m.person_id = p.id) AS teams FROM people p`,
  );
}
