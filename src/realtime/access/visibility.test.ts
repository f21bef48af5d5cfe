import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
import { updateComment } from "@/features/comments/server/write-change";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import {
  makeActor,
  makeOrganisation,
  makePerson,
  makeSession,
  makeTeam,
  type MadeOrganisation,
  type MadeTeam,
} from "@/testing/factories";
import type { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const desk = setUpDesk();
const input = { title: "The printer is on fire", description: "It smokes and it smells." };
let admin: Actor;
let agent: Actor;
let requester: Actor;
let other: Actor;
let sealed: MadeTeam;
let member: Actor;

let organisation: MadeOrganisation;

beforeAll(async () => {
  organisation = await makeOrganisation();
});

beforeEach(async () => {
  sealed = await makeTeam(organisation, { name: `Sealed team ${Math.random()}`, isPrivate: true });
  admin = await makeActor(organisation, { role: "admin" });
  agent = await makeActor(organisation, { role: "agent" });
  member = await makeActor(organisation, { role: "agent", teams: [sealed] });
  requester = await makeActor(organisation, { role: "user" });
  other = await makeActor(organisation, { role: "user" });
});

describe("who receives what", () => {
  it("a second requester receives nothing", async () => {
    const unrelated = await desk.connect(other);
    const mine = await desk.connect(requester);
    const ticket = await createTicket(requester, input);
    await addComment(agent, { ticket: ticket.id, body: "We are on our way." });
    await until("the requester received it", () => mine.received("comment:added") !== undefined);
    expect(unrelated.names()).toEqual([]);
  });

  it("a note reaches staff alone: not the requester's events, not their replay, and their versions have no gap", async () => {
    const ticket = await createTicket(requester, input);
    const [mine, staff] = [await desk.connect(requester), await desk.connect(agent)];
    staff.watch(ticket.id);
    await until("staff joined", () => staff.isIdle());
    await addComment(agent, { ticket: ticket.id, body: "A secret note", internal: true });
    await addComment(agent, { ticket: ticket.id, body: "A public answer" });
    await until("both received the answer", () =>
      [mine, staff].every((one) => one.received("comment:added", isAbout("A public answer"))),
    );
    expect(versions(staff, "comment:added")).toEqual([2, 3]);
    expect(versions(mine, "comment:added")).toEqual([2]);
    const replay = await mine.ask("ticket:join", { ticketId: ticket.id, since: 1 });
    expect(replay).toMatchObject({ ok: true, version: 2 });
    expect(JSON.stringify([mine.receipts, replay])).not.toContain("secret");
  });

  it("a deleted text comes as deleted, also on replay", async () => {
    const ticket = await createTicket(requester, input);
    const comment = await addComment(agent, { ticket: ticket.id, body: "Far too honest" });
    const mine = await desk.connect(requester);
    expect((await mine.http.send("DELETE", `/api/comments/${comment.id}`)).status).toBe(403);
    expect((await (await desk.http(agent)).send("DELETE", `/api/comments/${comment.id}`)).status).toBe(204);
    const replay = await mine.ask("ticket:join", { ticketId: ticket.id, since: 0 });
    expect(replay).toMatchObject({ ok: true, version: 3 });
    expect(JSON.stringify(replay)).not.toContain("honest");
  });
});

describe("a person who loses access to a ticket", () => {
  it("as a watcher receives nothing that was written after, even when both are read at once", async () => {
    const ticket = await createTicket(requester, input);
    await setWatcher(admin, { ticket: ticket.id, personId: other.id, isWatching: true });
    const watcher = await desk.connect(other);
    watcher.watch(ticket.id);
    await until("the watcher joined", () => watcher.isIdle());
    await desk.whileNobodyReads(async () => {
      await setWatcher(admin, { ticket: ticket.id, personId: other.id, isWatching: false });
      await addComment(agent, { ticket: ticket.id, body: "Not for former watchers" });
    });
    await until("the watcher was notified", () => watcher.received("ticket:removed") !== undefined);
    await settle(ticket.id);
    expect(JSON.stringify(watcher.receipts)).not.toContain("former watchers");
    expect([watcher.list.has(ticket.id), watcher.open.has(ticket.id)]).toEqual([false, false]);
  });

  it("by a move into a private team reads no text that was written after, even when both are read at once", async () => {
    const ticket = await createTicket(requester, input);
    const outsider = await desk.connect(agent);
    outsider.watch(ticket.id);
    await until("the agent joined", () => outsider.isIdle());
    await desk.whileNobodyReads(async () => {
      const comment = await addComment(member, { ticket: ticket.id, body: "As everybody may read" });
      await updateTicket(member, { ticket: ticket.id, teamId: sealed.id });
      await updateComment(member, { commentId: comment.id, body: "For the sealed team only" });
    });
    await until("the agent was notified", () => outsider.received("ticket:removed") !== undefined);
    await settle(ticket.id);
    expect(JSON.stringify(outsider.receipts)).not.toContain("sealed team only");
    expect(JSON.stringify(outsider.receipts)).not.toContain("Sealed team");
    expect([outsider.list.has(ticket.id), outsider.open.has(ticket.id)]).toEqual([false, false]);
  });

  it("as staff alone, being its requester, keeps the ticket as requesters see it", async () => {
    const ticket = await createTicket(agent, input);
    await addComment(member, { ticket: ticket.id, body: "A secret note", internal: true });
    const mine = await desk.connect(agent);
    mine.watch(ticket.id);
    await until("the agent joined", () => mine.isIdle());
    expect(mine.open.get(ticket.id)?.state).toMatchObject({ version: 2, comments: [{ internal: true }] });
    await updateTicket(member, { ticket: ticket.id, teamId: sealed.id });
    await until(
      "it is seen from the public side",
      () => mine.isIdle() && mine.open.get(ticket.id)?.state?.version === 1,
    );
    expect(mine.open.get(ticket.id)?.state).toMatchObject({ comments: [], ticket: { team: null } });
    await updateTicket(member, { ticket: ticket.id, teamId: null });
    await until(
      "it is seen from the staff side again",
      () => mine.isIdle() && mine.open.get(ticket.id)?.state?.version === 4,
    );
    expect(mine.open.get(ticket.id)?.state).toMatchObject({ comments: [{ internal: true }] });
  });

  it("or gains it while offline, being its requester, sees all of it when they come back", async () => {
    const ticket = await createTicket(agent, input);
    await updateTicket(member, { ticket: ticket.id, teamId: sealed.id });
    await addComment(member, { ticket: ticket.id, body: "A secret note", internal: true });
    await addComment(member, { ticket: ticket.id, body: "A public answer" });
    const mine = await desk.connect(agent);
    mine.watch(ticket.id);
    await until("the agent joined", () => mine.isIdle());
    expect(mine.open.get(ticket.id)?.state?.comments).toHaveLength(1);
    mine.socket.disconnect();
    await updateTicket(member, { ticket: ticket.id, teamId: null });
    mine.socket.connect();
    await until(
      "it is seen from the staff side",
      () => mine.isIdle() && mine.open.get(ticket.id)?.state?.version === 5,
    );
    expect(mine.open.get(ticket.id)?.state?.comments).toHaveLength(2);
  });

  it("because the team was archived gets its private tickets as a watcher does, not as staff", async () => {
    const ticket = await createTicket(admin, { ...input, teamId: sealed.id, watcherIds: [member.id] });
    await pool().query("UPDATE teams SET archived_at = now() WHERE id = $1", [sealed.id]);
    const watcher = await desk.connect(await makeSession({ ...member, email: "" }));
    await addComment(admin, { ticket: ticket.id, body: "A secret note", internal: true });
    await addComment(admin, { ticket: ticket.id, body: "A public answer" });
    await until(
      "the watcher received the answer",
      () => watcher.received("comment:added", isAbout("A public answer")) !== undefined,
    );
    expect(JSON.stringify(watcher.receipts)).not.toContain("secret");
    expect(JSON.stringify(watcher.receipts)).not.toContain("Sealed");
  });

  it("while joining, fifty times, never receives what was written after", async () => {
    const ticket = await createTicket(requester, input);
    const [watcher, witness] = [await desk.connect(other), await desk.connect(agent)];
    for (let round = 0; round < 50; round++) {
      await setWatcher(admin, { ticket: ticket.id, personId: other.id, isWatching: true });
      const joining = watcher.ask("ticket:join", { ticketId: ticket.id, since: 0 });
      await setWatcher(admin, { ticket: ticket.id, personId: other.id, isWatching: false });
      await addComment(agent, { ticket: ticket.id, body: `Too late ${round}` });
      const answer = await joining;
      // The next round's join may show what this round wrote: a text counts as leaked only until then.
      expect(JSON.stringify(answer)).not.toContain(`Too late ${round}"`);
      await until(
        "the desk received it",
        () => witness.received("ticket:activity", isAbout(`"commentCount":${round + 1}`)) !== undefined,
      );
      await witness.ask("ticket:leave", { ticketId: ticket.id });
      expect(JSON.stringify(watcher.receipts)).not.toContain(`Too late ${round}"`);
      watcher.receipts.length = 0;
    }
  });
});

/** Waits until the reader has sent everything: a person who may see it has received a last change. */
async function settle(ticketId: string): Promise<void> {
  const witness = await desk.connect(
    await makeSession(await makePerson({ id: admin.organisationId }, { role: "admin" })),
  );
  const title = `Settled at ${performance.now()}`;
  await updateTicket(admin, { ticket: ticketId, title });
  await until(
    "the witness received it",
    () => witness.received("ticket:updated", isAbout(title)) !== undefined,
  );
  witness.close();
}

function isAbout(text: string): (payload: unknown) => boolean {
  return (payload) => JSON.stringify(payload).includes(text);
}

function versions(client: SocketClient, name: string): unknown[] {
  return client.receipts
    .filter((receipt) => receipt.name === name)
    .map((receipt) => (receipt.payload instanceof Object ? Reflect.get(receipt.payload, "version") : null));
}
