import { beforeEach } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
import type { CommentDto } from "@/features/comments/schema";
import type { CreateTicketInput, TicketDto, UpdateTicketInput } from "@/features/tickets/schema";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import {
  makeActor,
  makeOrganisation,
  makePerson,
  makeTeam,
  type MadeOrganisation,
  type MadeTeam,
} from "../factories";
import { notifyPeople } from "../notifications";

const PEOPLE = [
  ["ada", "admin", null],
  ["alma", "agent", null],
  ["olga", "agent", "open"],
  ["sasha", "agent", "sealed"],
  ["vera", "viewer", null],
  ["rosa", "user", null],
  ["otto", "user", null],
] as const;

const HOST = "127.0.0.1";

/** A person: an admin, agents of no team, of the open and of the private one, a viewer, and two requesters. */
export type Name = (typeof PEOPLE)[number][0];

/** An organisation, made anew for each test, with events and notifications. */
export class NotificationDesk {
  private made: { organisation: MadeOrganisation; open: MadeTeam; sealed: MadeTeam } | null = null;
  private readonly people = new Map<Name, Actor>();
  private readonly known = new Set<string>();

  /** Gives the calling test file its desk. The database has to be connected. */
  static setUp(): NotificationDesk {
    const desk = new NotificationDesk();
    beforeEach(() => desk.begin());
    return desk;
  }

  get organisation(): MadeOrganisation {
    return this.all().organisation;
  }

  get open(): MadeTeam {
    return this.all().open;
  }

  get sealed(): MadeTeam {
    return this.all().sealed;
  }

  who(name: Name): Actor {
    const actor = this.people.get(name);
    if (!actor) {
      throw new Error(`there is no ${name}`);
    }
    return actor;
  }

  file(by: Name, overrides: Partial<CreateTicketInput> = {}): Promise<TicketDto> {
    return createTicket(this.who(by), {
      title: "The lift is stuck",
      description: "Between two floors.",
      ...overrides,
    });
  }

  /** Files a ticket, and writes its notifications. */
  async filed(by: Name, overrides: Partial<CreateTicketInput> = {}): Promise<TicketDto> {
    const ticket = await this.file(by, overrides);
    await this.notify();
    return ticket;
  }

  change(by: Name, ticket: TicketDto, input: UpdateTicketInput): Promise<TicketDto> {
    return updateTicket(this.who(by), { ...input, ticket: ticket.id });
  }

  say(by: Name, ticket: TicketDto, body: string, internal = false): Promise<CommentDto> {
    return addComment(this.who(by), { ticket: ticket.id, body, internal });
  }

  watch(by: Name, ticket: TicketDto, name: Name, isWatching = true): Promise<unknown> {
    return setWatcher(this.who(by), { ticket: ticket.id, personId: this.who(name).id, isWatching });
  }

  /** Writes the notifications, and returns who got which since the last call, such as "alma reply". */
  async notify(): Promise<string[]> {
    await notifyPeople();
    const { rows } = await pool().query<{ id: string; person_id: string; kind: string }>(
      "SELECT n.id, n.person_id, n.kind FROM notifications n JOIN tickets t ON t.id = n.ticket_id WHERE t.organisation_id = $1",
      [this.organisation.id],
    );
    const fresh = rows.filter((row) => !this.known.has(row.id));
    fresh.forEach((row) => this.known.add(row.id));
    const nameOf = (id: string): string => [...this.people].find(([, actor]) => actor.id === id)?.[0] ?? id;
    return fresh.map((row) => `${nameOf(row.person_id)} ${row.kind}`).sort();
  }

  private async begin(): Promise<void> {
    // A test's server answers at this address: for the organisation of this test.
    await pool().query("UPDATE organisations SET host = 'former-' || id || '.example' WHERE host = $1", [
      HOST,
    ]);
    const organisation = await makeOrganisation({ host: HOST });
    const open = await makeTeam(organisation);
    const sealed = await makeTeam(organisation, { isPrivate: true });
    this.made = { organisation, open, sealed };
    for (const [name, role, team] of PEOPLE) {
      const person = {
        role,
        name: `${name[0]?.toUpperCase()}${name.slice(1)} Somebody`,
        email: `${name}@example.org`,
        teams: team === null ? [] : [{ open, sealed }[team]],
      };
      this.people.set(name, await makeActor(organisation, person));
    }
    // These people must never get a notification: they cannot sign in, or are of another organisation.
    await makePerson(organisation, { role: "agent", isDisabled: true });
    await makePerson(await makeOrganisation({ host: `${organisation.id}.example` }), { role: "agent" });
    await notifyPeople();
  }

  private all(): { organisation: MadeOrganisation; open: MadeTeam; sealed: MadeTeam } {
    if (!this.made) {
      throw new Error("the desk is there within a test");
    }
    return this.made;
  }
}
