import { expect, it } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
import { createTicket } from "@/features/tickets/server/write-create";
import { deleteTicket } from "@/features/tickets/server/write-delete";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpAccounts } from "@/testing/accounts";
import type { ApiAnswer } from "@/testing/http/client";
import { callRoute } from "@/testing/http/requests";
import { GET } from "./route";

const accounts = setUpAccounts();
const ask = (actor: Actor): Promise<ApiAnswer> => callRoute(GET, { path: "/api/me/export", as: actor });
const file = (actor: Actor, title: string) =>
  createTicket(actor, { title, description: "As it was described." });

it("holds the profile, sessions, tickets, comments and files of its person, and no word of anybody else", async () => {
  const [requester, agent] = [await accounts.makeActor(), await accounts.makeActor({ role: "agent" })];
  const ticket = await file(requester, "The projector hums");
  await file(agent, "Another one's ticket");
  await addComment(requester, { ticket: ticket.id, body: "Said by its requester" });
  await addComment(agent, { ticket: ticket.id, body: "Said by the agent" });
  await addComment(agent, { ticket: ticket.id, body: "A secret note", internal: true });
  const answer = await ask(requester);
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="helpejo-account.json"');
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect(answer.body).toMatchObject({
    profile: { id: requester.id },
    sessions: [{ id: requester.sessionId }],
    ticketsFiled: [
      { number: ticket.number, title: "The projector hums", description: "As it was described." },
    ],
    commentsWritten: [{ body: "Said by its requester", internal: false, ticketNumber: ticket.number }],
    filesUploaded: [],
    assignmentsRequested: [],
  });
  const text = JSON.stringify(answer.body);
  for (const words of ["Said by the agent", "A secret note", "Another one's ticket", agent.id]) {
    expect(text).not.toContain(words);
  }
});

it("holds one's own internal notes only as long as one belongs to the staff audience, and nothing that was deleted", async () => {
  const [agent, admin] = [
    await accounts.makeActor({ role: "agent" }),
    await accounts.makeActor({ role: "admin" }),
  ];
  const [ticket, gone] = [await file(agent, "The projector hums"), await file(agent, "This one goes")];
  await addComment(agent, { ticket: ticket.id, body: "My own note", internal: true });
  await addComment(agent, { ticket: gone.id, body: "On what goes" });
  await deleteTicket(admin, gone.id);
  const before = await ask(agent);
  expect(before.body).toMatchObject({
    ticketsFiled: [{ title: "The projector hums" }],
    commentsWritten: [{ body: "My own note", internal: true }],
  });
  await pool().query("UPDATE people SET role = 'user' WHERE id = $1", [agent.id]);
  expect((await ask(agent)).body).toMatchObject({ commentsWritten: [] });
});

it("comes whole however much it is, and five times an hour", async () => {
  const actor = await accounts.makeActor();
  const ticket = await file(actor, "The projector hums");
  await pool().query(
    `INSERT INTO comments (id, organisation_id, ticket_id, author_id, body)
     SELECT gen_random_uuid(), $1, $2, $3, 'No. ' || n FROM generate_series(1, 450) n`,
    [actor.organisationId, ticket.id, actor.id],
  );
  const { body } = await ask(actor);
  const bodies: unknown[] = Reflect.get(Object(body), "commentsWritten");
  expect(new Set(bodies.map((one) => Reflect.get(Object(one), "body"))).size).toBe(450);
  for (let count = 1; count < 5; count += 1) {
    expect((await ask(actor)).status).toBe(200);
  }
  expect((await ask(actor)).status).toBe(429);
});
