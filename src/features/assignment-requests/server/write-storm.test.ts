import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";
import { pool } from "@/server/database/database";
import { isAppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makeTeam, type MadeTeam } from "@/testing/factories";
import { askForAssignment, decideRequest } from "./write";

setUpDatabase();

let admin: Actor;
let members: Actor[];
let askers: Actor[];
let teams: MadeTeam[];

beforeAll(async () => {
  const organisation = await makeOrganisation();
  teams = [await makeTeam(organisation), await makeTeam(organisation, { isPrivate: true })];
  admin = await makeActor(organisation, { role: "admin" });
  members = await Promise.all(
    [1, 2].map(() => makeActor(organisation, { role: "agent", teams: teams.slice(0, 1) })),
  );
  askers = await Promise.all([1, 2, 3].map(() => makeActor(organisation, { role: "agent" })));
});

type Act =
  | { kind: "ask"; who: number; whom: number }
  | { kind: "decide"; who: number; nth: number; decision: "approved" | "declined" | "withdrawn" }
  | { kind: "change"; what: "assign" | "close" | "reopen" | "move" | "back"; whom: number };

const number = fc.nat({ max: 2 });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("ask" as const), who: number, whom: number }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("decide" as const),
      who: number,
      nth: number,
      decision: fc.constantFrom("approved" as const, "declined" as const, "withdrawn" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("change" as const),
      what: fc.constantFrom(
        "assign" as const,
        "close" as const,
        "reopen" as const,
        "move" as const,
        "back" as const,
      ),
      whom: number,
    }),
  },
);

/** Refusals are answers, too; anything else is a fault. */
const tried = (work: Promise<unknown>): Promise<void> =>
  work.then(
    () => undefined,
    (error: unknown) => {
      if (!isAppError(error) || error.code === "internal") {
        throw error;
      }
    },
  );

async function carryOut(ticketId: string, doing: Act): Promise<void> {
  const asker = askers[doing.kind === "ask" ? doing.who : doing.kind === "change" ? doing.whom : 0] ?? admin;
  switch (doing.kind) {
    case "ask":
      return tried(
        askForAssignment(asker, {
          ticket: ticketId,
          assigneeId: askers[doing.whom]?.id ?? admin.id,
          note: "Please",
        }),
      );
    case "decide": {
      const { rows } = await pool().query<{ id: string }>(
        "SELECT id FROM assignment_requests WHERE ticket_id = $1 ORDER BY id DESC LIMIT 1 OFFSET $2",
        [ticketId, doing.nth],
      );
      const deciders = doing.decision === "withdrawn" ? askers : [admin, ...members];
      const by = deciders[doing.who] ?? admin;
      return (
        rows[0] &&
        tried(decideRequest(by, { requestId: rows[0].id, decision: doing.decision, reason: "So it is" }))
      );
    }
    case "change": {
      const changes = {
        assign: { assigneeId: asker.id },
        close: { status: "closed" },
        reopen: { status: "open" },
        move: { teamId: teams[1]?.id ?? null },
        back: { teamId: teams[0]?.id ?? null },
      } as const;
      return tried(updateTicket(admin, { ticket: ticketId, ...changes[doing.what] }));
    }
  }
}

it("whatever is asked, decided and changed at once: each request is decided once, and none waits that cannot be decided", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(act, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 6 }),
      async (rounds) => {
        const { id } = await createTicket(admin, {
          title: "It is asked for",
          description: "By many, at once.",
          teamId: teams[0]?.id ?? null,
        });
        for (const round of rounds) {
          await Promise.all(round.map((one) => carryOut(id, one)));
          const { rows } = await pool().query(
            `SELECT r.id, r.state, r.decided_at FROM assignment_requests r JOIN tickets t ON t.id = r.ticket_id
           WHERE t.id = $1 AND (
             (r.state = 'pending') <> (r.decided_at IS NULL)
             OR (SELECT count(*) FROM events e WHERE e.subject_id = r.id AND e.type = 'assignment:requested') <> 1
             OR (SELECT count(*) FROM events e WHERE e.subject_id = r.id AND e.type = 'assignment:decided') <> (r.state <> 'pending')::int
             OR (r.state = 'pending' AND (t.status = 'closed' OR t.team_id IS DISTINCT FROM r.team_id OR t.assignee_id = r.assignee_id))
             OR (r.state = 'approved' AND NOT EXISTS (
               SELECT 1 FROM events e JOIN events d ON d.subject_id = r.id AND d.type = 'assignment:decided' AND d.xid = e.xid
               WHERE e.ticket_id = t.id AND e.type = 'ticket:updated' AND e.actor_id = r.decided_by
                 AND e.data->'changes'->'assignee'->>'to' = r.assignee_id::text)))`,
            [id],
          );
          expect(rows).toEqual([]);
        }
        const { rows: versions } = await pool().query<{ version: number; counted: number }>(
          `SELECT t.version, (SELECT count(*)::int FROM events e WHERE e.ticket_id = t.id AND e.version IS NOT NULL) AS counted
         FROM tickets t WHERE t.id = $1`,
          [id],
        );
        expect(versions[0]?.version).toBe(versions[0]?.counted);
      },
    ),
    { numRuns: 25 },
  );
});
