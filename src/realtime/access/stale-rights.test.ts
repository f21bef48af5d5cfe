import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
import { revokeSession } from "@/features/sessions/server/write-revoke";
import { createTicket } from "@/features/tickets/server/write-create";
import { changeUser } from "@/features/users/server/write-user";
import { transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation, makeTeam, type MadeOrganisation } from "@/testing/factories";
import { until } from "@/testing/wait";

// What a socket knows of its person's rights can be older than what is in the database, until the reader has read it.
const desk = setUpDesk();
const by = { key: null, address: "127.0.0.1" };
let organisation: MadeOrganisation;
let admin: Actor;
let person: Actor;
let ticketId: string;

beforeAll(async () => {
  organisation = await makeOrganisation();
});

beforeEach(async () => {
  admin = await makeActor(organisation, { role: "admin" });
  const sealed = await makeTeam(organisation, { name: `Sealed ${Math.random()}`, isPrivate: true });
  person = await makeActor(organisation, { role: "agent", teams: [sealed] });
  const input = { title: "Wages of last month", description: "They were not paid.", teamId: sealed.id };
  ticketId = (await createTicket(admin, input)).id;
});

it.each([
  ["was taken out of the team", { teamIds: [] }],
  ["is a user by now", { role: "user" as const }],
  ["was disabled", { disabled: true }],
])("who %s joins nothing by the rights of before, though nothing was read of it yet", async (_, patch) => {
  const client = await desk.connect(person);
  await desk.whileNobodyReads(async () => {
    await changeUser(admin, { personId: person.id, patch }, by);
    await addComment(admin, { ticket: ticketId, body: "Written after the right was lost." });
    const answer = await client.ask("ticket:join", { ticketId, since: 1 });
    expect(answer).toMatchObject({ ok: false });
    expect(JSON.stringify(answer)).not.toContain("Written after");
  });
});

it("whose session was ended joins nothing", async () => {
  const client = await desk.connect(person);
  await desk.whileNobodyReads(async () => {
    await revokeSession(admin, person.sessionId, by);
    expect(await client.ask("ticket:join", { ticketId, since: 0 })).toMatchObject({ ok: false });
    expect(await client.ask("ticket:read", { ticketId, version: 1 })).toMatchObject({ ok: false });
  });
});

it("a person who comes back with fewer rights receives nothing that was being read by the old rights", async () => {
  const requester = await makeActor(organisation, { role: "agent" });
  const input = { title: "A chair of my own", description: "Filed by an agent.", requesterId: requester.id };
  const own = await createTicket(admin, input);
  const holder = new pg.Client({ connectionString: desk.databaseUrl() });
  await holder.connect();
  try {
    // The presentation of a notice reads this table: so the poll of the log hangs after it has begun.
    await holder.query("BEGIN; LOCK TABLE notices IN ACCESS EXCLUSIVE MODE");
    await desk.whileNobodyReads(async () => {
      await addComment(admin, { ticket: own.id, body: "Among ourselves.", internal: true });
      await transaction((tx) =>
        emit(tx, {
          type: "notice:added",
          organisationId: organisation.id,
          actorId: null,
          data: { noticeId: randomUUID() },
        }),
      );
    });
    await until("the reader stands still", async () => {
      const { rowCount } = await holder.query(
        "SELECT 1 FROM pg_locks WHERE relation = 'notices'::regclass AND NOT granted",
      );
      return (rowCount ?? 0) > 0;
    });
    await changeUser(admin, { personId: requester.id, patch: { role: "user" } }, by);
    const coming = desk.connect({ ...requester, role: "user" });
    await Promise.race([coming, sleep(500)]);
    await holder.query("COMMIT");
    const client = await coming;
    // A client that is disconnected once more, and comes back, does not receive what was written in between: pages fetch it.
    const hasReceived = (): boolean => client.received("comment:added") !== undefined;
    for (let tries = 0; tries < 10 && !hasReceived(); tries++) {
      await addComment(admin, { ticket: own.id, body: "For the requester." });
      await until("it receives what is meant for it", hasReceived, 2_000).catch(() => undefined);
    }
    expect(hasReceived()).toBe(true);
    expect(JSON.stringify(client.receipts)).not.toContain("Among ourselves.");
  } finally {
    await holder.end();
  }
});
