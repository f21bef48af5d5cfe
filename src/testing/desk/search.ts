import { beforeAll, expect } from "vitest";
import { z } from "zod";
import { GET, POST } from "@/app/api/tickets/route";
import type { Actor, Role } from "@/shared/roles";
import { makeActor, makeOrganisation, type MadeOrganisation } from "../factories";
import { callRoute } from "../http/requests";

const listSchema = z.object({
  items: z.array(z.object({ id: z.string(), number: z.number(), title: z.string() })),
  nextCursor: z.string().nullable(),
});

/** A page of tickets, as far as tests of searches read it. */
export type SearchedPage = z.infer<typeof listSchema>;

/** An organisation with one person of each role ("Some admin", admin@example.org), whose tickets are searched over HTTP. */
export interface SearchDesk {
  organisation(): MadeOrganisation;
  actor(role: Role): Actor;
  /** Files a ticket, by the agent by default; without a title or a description it gets one without meaning. */
  file(input: object, as?: Actor): Promise<{ id: string; number: number }>;
  /** Searches, by default as the admin. */
  find(q: string, as?: Actor, more?: string): Promise<SearchedPage>;
  titles(q: string, as?: Actor): Promise<string[]>;
}

/** Makes such an organisation for the calling test file, in the database that it has set up before. */
export function setUpSearchDesk(): SearchDesk {
  let organisation: MadeOrganisation | null = null;
  const actors = new Map<Role, Actor>();
  beforeAll(async () => {
    organisation = await makeOrganisation();
    for (const role of ["user", "agent", "admin", "viewer"] satisfies Role[]) {
      actors.set(
        role,
        await makeActor(organisation, { role, name: `Some ${role}`, email: `${role}@example.org` }),
      );
    }
  });
  const actor = (role: Role): Actor => there(actors.get(role));
  const find: SearchDesk["find"] = async (q, as = actor("admin"), more = "") => {
    const answer = await callRoute(GET, { as, path: `/api/tickets?q=${encodeURIComponent(q)}${more}` });
    expect([q, answer.status]).toEqual([q, 200]);
    return listSchema.parse(answer.body);
  };
  return {
    organisation: () => there(organisation),
    actor,
    file: async (input, as = actor("agent")) => {
      const body = { title: "Nothing special", description: "Nothing that is looked for.", ...input };
      const answer = await callRoute(POST, { method: "POST", as, body });
      expect([body, answer.status]).toEqual([body, 201]);
      return z.object({ id: z.string(), number: z.number() }).parse(answer.body);
    },
    find,
    titles: async (q, as) => (await find(q, as)).items.map(({ title }) => title),
  };
}

function there<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) {
    throw new Error("the desk is there once the tests run");
  }
  return value;
}
