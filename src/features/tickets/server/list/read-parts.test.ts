import { beforeAll, describe, expect, it } from "vitest";
import { archiveTickets } from "@/features/retention/server/job-archive";
import { listTicketsSchema, PRIORITIES } from "@/features/tickets/schema";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { letRest } from "@/testing/desk/resting";
import { makeActor, makeOrganisation, makeTeam } from "@/testing/factories";
import { listTickets } from "./read";

setUpDatabase();

const SORTS = ["updated", "created", "priority", "number", "due"].flatMap((field) => [field, `-${field}`]);

describe("the archive of teams", () => {
  let people: Record<string, Actor> = {};
  let filters: string[][] = [];

  beforeAll(async () => {
    const organisation = await makeOrganisation({ settings: { archiveDays: 30 } });
    const [open, other, hidden, empty] = [
      await makeTeam(organisation),
      await makeTeam(organisation),
      await makeTeam(organisation, { isPrivate: true }),
      await makeTeam(organisation),
    ];
    const admin = await makeActor(organisation, { role: "admin" });
    people = {
      admin,
      "an agent of the private team": await makeActor(organisation, { role: "agent", teams: [hidden, open] }),
      "an agent of another team": await makeActor(organisation, { role: "agent", teams: [other] }),
      "a requester": await makeActor(organisation),
    };
    filters = [
      [open.id],
      [hidden.id],
      [empty.id],
      ["none"],
      ["mine"],
      ["mine", "none", hidden.id, open.id],
      [open.id, other.id, hidden.id],
    ];
    const ids: string[] = [];
    for (let n = 0; n < 24; n++) {
      const author = n % 3 === 0 ? people["a requester"] : people["an agent of another team"];
      const { id } = await createTicket(author ?? admin, {
        title: `The lamp ${n}`,
        description: "It is dark.",
      });
      await updateTicket(admin, {
        ticket: id,
        teamId: [open.id, other.id, hidden.id, null][n % 4] ?? null,
        priority: PRIORITIES[n % PRIORITIES.length],
        dueAt: n % 5 === 0 ? null : new Date(Date.now() + ((n * 7) % 24) * 3_600_000).toISOString(),
      });
      ids.push(id);
    }
    await letRest(ids, 40);
    await archiveTickets();
  });

  it.each(SORTS)(
    "is what the whole archive has of them, for everybody, page by page, by %s",
    async (sort) => {
      for (const actor of Object.values(people)) {
        const all = await pages(actor, { sort });
        for (const team of filters) {
          const wanted = team.flatMap((one) => (one === "mine" ? actor.teamIds : [one]));
          const expected = all.filter((ticket) => wanted.includes(ticket.team?.id ?? "none"));
          const found = await pages(actor, { sort, team });
          expect(found.map(({ number }) => number)).toEqual(expected.map(({ number }) => number));
        }
      }
    },
  );
});

async function pages(actor: Actor, query: object) {
  const items = [];
  let cursor: string | null = null;
  do {
    const page = await listTickets(
      actor,
      listTicketsSchema.parse({ archived: "true", limit: 7, ...query, ...(cursor ? { cursor } : {}) }),
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}
