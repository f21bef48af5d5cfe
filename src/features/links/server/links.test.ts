import { beforeAll, describe, expect, it } from "vitest";
import { LINK_KINDS, linkListSchema, linkSchema, type LinkDto, type LinkKind } from "@/features/links/schema";
import { LIMITS } from "@/shared/limits";
import { setUpDesk } from "@/testing/desk/setup";
import {
  expectProblem,
  fileTicket,
  makeCast,
  patchTicket,
  readTicket,
  type Cast,
} from "@/testing/contract/cast";

type Who = keyof Cast["http"];

const desk = setUpDesk();
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(desk);
});

const file = (who: Who = "requester") => fileTicket(cast.http[who], { title: "The lift is stuck" });

const link = (ticketId: string, kind: LinkKind, other: string | number, who: Who = "agent") =>
  cast.http[who].send("POST", `/api/tickets/${ticketId}/links`, { kind, ticketId: other });

async function linked(ticketId: string, kind: LinkKind, other: string | number): Promise<LinkDto> {
  const answer = await link(ticketId, kind, other);
  expect(answer.status).toBe(201);
  return linkSchema.parse(answer.body);
}

async function linksOf(ticketId: string, who: Who = "agent"): Promise<LinkDto[]> {
  const answer = await cast.http[who].send("GET", `/api/tickets/${ticketId}/links`);
  expect(answer.status).toBe(200);
  return linkListSchema.parse(answer.body).items;
}

const seenFrom = async (ticketId: string, who: Who = "agent"): Promise<string[]> =>
  (await linksOf(ticketId, who)).map(
    ({ kind, direction, ticket }) => `${kind} ${direction} ${ticket.number}`,
  );

describe("a link", () => {
  it.each([
    ["related", "related"],
    ["duplicate", "duplicate"],
    ["parent", "child"],
    ["child", "parent"],
    ["followUp", "followUp"],
  ] as const)("as %s stands on both tickets, from each one's side", async (kind, back) => {
    const [one, other] = [await file(), await file()];
    const made = await linked(one.id, kind, kind === "child" ? other.id : other.number);
    expect(made).toMatchObject({
      kind,
      ticketId: other.id,
      ticket: { number: other.number, status: "open" },
    });
    expect(made.createdBy?.id).toBe(cast.actors.agent.id);
    const isChild = kind === "child";
    expect(await seenFrom(one.id)).toEqual([`${kind} ${isChild ? "in" : "out"} ${other.number}`]);
    expect(await seenFrom(other.id)).toEqual([`${back} ${isChild ? "out" : "in"} ${one.number}`]);
    expect((await linksOf(other.id))[0]?.id).toBe(made.id);
  });

  it("counts one version on each side for staff, none for the requester; made twice it stays one", async () => {
    const [one, other] = [await file(), await file()];
    const first = await linked(one.id, "related", other.id);
    expect(await linked(one.id, "related", other.id)).toEqual(first);
    expect((await linked(other.id, "related", one.id)).id).toBe(first.id);
    for (const { id } of [one, other]) {
      expect((await readTicket(cast.http.agent, id)).version).toBe(2);
      expect((await readTicket(cast.http.requester, id)).version).toBe(1);
    }
  });

  it("is removed from either side, and only once", async () => {
    for (const kind of LINK_KINDS) {
      const [one, other] = [await file(), await file()];
      const { id } = await linked(one.id, kind, other.id);
      const remove = (ticketId: string) =>
        cast.http.agent.send("DELETE", `/api/tickets/${ticketId}/links/${id}`);
      expect((await remove(other.id)).status).toBe(204);
      expectProblem(await remove(one.id), 404, "not_found");
      expect([...(await linksOf(one.id)), ...(await linksOf(other.id))]).toEqual([]);
      expect((await readTicket(cast.http.agent, one.id)).version).toBe(3);
    }
  });

  it("shows the other ticket as it is now, and not while it is deleted", async () => {
    const [one, other] = [await file(), await file()];
    await linked(one.id, "duplicate", other.id);
    await patchTicket(cast.http.agent, other.id, { status: "resolved", title: "Both lifts are stuck" });
    expect((await linksOf(one.id))[0]?.ticket).toMatchObject({
      status: "resolved",
      title: "Both lifts are stuck",
    });
    await cast.http.admin.send("DELETE", `/api/tickets/${other.id}`);
    expect(await linksOf(one.id)).toEqual([]);
    await cast.http.admin.send("POST", `/api/tickets/${other.id}/restore`);
    expect(await seenFrom(one.id)).toHaveLength(1);
  });

  it("of a follow-up that its requester filed stands on both tickets, also for the requester; others do not", async () => {
    const old = await file();
    const fresh = await fileTicket(cast.http.requester, { title: "Stuck again", followUpOf: old.number });
    expect(await seenFrom(old.id)).toEqual([`followUp in ${fresh.number}`]);
    // Staff's page of the earlier one follows: its event counts a version, for them alone, and moves nothing in lists.
    expect(await readTicket(cast.http.agent, old.id)).toMatchObject({ version: 2, updatedAt: old.updatedAt });
    await linked(fresh.id, "related", old.id);
    expect(await seenFrom(fresh.id)).toEqual([`followUp out ${old.number}`, `related out ${old.number}`]);
    expect((await readTicket(cast.http.requester, old.id)).version).toBe(1);
    expect(await seenFrom(old.id, "requester")).toEqual([`followUp in ${fresh.number}`]);
    expect((await linksOf(old.id, "requester"))[0]?.createdBy).toBeNull();
  });
});

describe("a link of a ticket that is merged", () => {
  it("stays, leads to the other one, and is removed from both sides of a merge of the two", async () => {
    const [duplicate, target, third] = [await file(), await file(), await file()];
    const made = await linked(duplicate.id, "duplicate", target.id);
    await linked(duplicate.id, "related", third.id);
    const merged = await cast.http.agent.send("POST", `/api/tickets/${duplicate.id}/merge`, {
      into: target.id,
    });
    expect(merged.status).toBe(200);
    expect(await seenFrom(target.id)).toEqual([`duplicate in ${duplicate.number}`]);
    // For staff the merged number is the target, to link as well.
    expect(await seenFrom(duplicate.id)).toEqual(await seenFrom(target.id));
    expectProblem(await link(target.id, "related", duplicate.number), 422, "invalid", "ticketId");
    expect((await linked(third.id, "parent", duplicate.number)).ticketId).toBe(target.id);
    const gone = await cast.http.agent.send("DELETE", `/api/tickets/${target.id}/links/${made.id}`);
    expect(gone.status).toBe(204);
    expect(await seenFrom(target.id)).toEqual([`child in ${third.number}`]);
    await cast.http.agent.send("POST", `/api/tickets/${duplicate.id}/unmerge`);
    expect(await seenFrom(duplicate.id)).toEqual([`related out ${third.number}`]);
  });

  it("is made by several at once without anybody waiting for ever", async () => {
    const tickets = await Promise.all(Array.from({ length: 6 }, () => file("agent")));
    const [a, b, c, d, e, f] = tickets.map(({ id }) => id);
    for (const [one, into] of [
      [a, d],
      [e, b],
      [f, c],
    ]) {
      await cast.http.agent.send("POST", `/api/tickets/${one ?? ""}/merge`, { into });
    }
    const pairs = [b, c, d].flatMap((one) => [b, c, d].map((other) => [one ?? "", other ?? ""] as const));
    const answers = await Promise.all(pairs.map(([one, other]) => link(one, "related", other)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(6).fill(201), 422, 422, 422]);
  });
});

describe("what cannot be linked", () => {
  it("is a ticket with itself, with what does not exist, in no known way", async () => {
    const { id, number } = await file();
    for (const same of [id, number, String(number), id.toUpperCase()]) {
      expectProblem(await link(id, "related", same), 422, "invalid", "ticketId");
    }
    expectProblem(await link(id, "related", 999_999_999), 422, "invalid", "ticketId");
    expectProblem(await link(id, "related", "no such ticket"), 422, "invalid", "ticketId");
    const unknown = { kind: "sibling", ticketId: (await file()).id };
    const answer = await cast.http.agent.send("POST", `/api/tickets/${id}/links`, unknown);
    expectProblem(answer, 422, "invalid", "kind");
    for (const strange of ["x", "%00", "00000000-0000-4000-8000-000000000000"]) {
      const gone = await cast.http.agent.send("DELETE", `/api/tickets/${id}/links/${strange}`);
      expectProblem(gone, 404, "not_found");
    }
  });

  it("is the same pair the other way round", async () => {
    const [one, other] = [await file(), await file()];
    for (const [kind, back] of [
      ["duplicate", "duplicate"],
      ["parent", "parent"],
      ["followUp", "followUp"],
    ] as const) {
      await linked(one.id, kind, other.id);
      expectProblem(await link(other.id, back, one.id), 409, "conflict");
    }
    expect(await seenFrom(other.id)).toHaveLength(3);
  });

  it("is a second parent, a second earlier ticket, a circle, or one generation too many", async () => {
    const [one, two, three] = [await file(), await file(), await file()];
    await linked(one.id, "parent", two.id);
    expectProblem(await link(one.id, "parent", three.id), 409, "conflict", "kind");
    expectProblem(await link(three.id, "child", one.id), 409, "conflict", "kind");
    await linked(two.id, "parent", three.id);
    expectProblem(await link(three.id, "parent", one.id), 422, "invalid", "ticketId");
    expectProblem(await link(one.id, "child", three.id), 422, "invalid", "ticketId");
    await linked(one.id, "followUp", two.id);
    expectProblem(await link(one.id, "followUp", three.id), 409, "conflict", "kind");

    const family = await Promise.all(Array.from({ length: LIMITS.linkGenerations + 1 }, () => file("agent")));
    // Half of it from above, half from below, and the last link joins two long halves.
    const answers = [];
    for (const at of [0, 1, 2, 3, 6, 7, 8, 9, 5, 4]) {
      answers.push((await link(family[at]?.id ?? "", "child", family[at + 1]?.id ?? "")).status);
    }
    expect(answers).toEqual([201, 201, 201, 201, 201, 201, 201, 201, 201, 422]);
  });

  it("is a circle that three people close at once", async () => {
    for (let round = 0; round < 5; round += 1) {
      const circle = await Promise.all(Array.from({ length: 4 }, () => file("agent")));
      const answers = await Promise.all(
        circle.map(({ id }, at) => link(id, "parent", circle[(at + 1) % circle.length]?.id ?? "")),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    }
  });

  it("is more than a ticket has room for", async () => {
    const hub = await file();
    const others = [];
    for (let made = 0; made <= LIMITS.linksMax; made += 1) {
      others.push(await file("agent"));
    }
    const answers = [];
    for (const { id } of others) {
      answers.push((await link(hub.id, "related", id)).status);
    }
    expect(answers.filter((status) => status === 201)).toHaveLength(LIMITS.linksMax);
    expect(answers.at(-1)).toBe(422);
    expect(await linksOf(hub.id)).toHaveLength(LIMITS.linksMax);
  });
});

describe("a link with a ticket of a private team", () => {
  it("is made and seen by those who see both, and says nothing of it to others", async () => {
    const open = await file();
    const sealed = await fileTicket(cast.http.sealed, {
      title: "The gooseberries are ripe",
      teamId: cast.sealed.id,
      watcherIds: [cast.actors.agent.id],
    });
    for (const other of [sealed.id, sealed.number]) {
      expectProblem(await link(open.id, "related", other, "member"), 422, "invalid", "ticketId");
    }
    // Who watches it sees its public side, and works on it no more than its requester does.
    expectProblem(await link(open.id, "related", sealed.id, "agent"), 403, "forbidden");
    const made = await link(open.id, "parent", sealed.id, "sealed");
    expect(made.status).toBe(201);
    const { id } = linkSchema.parse(made.body);
    for (const who of ["sealed", "admin", "viewer"] as const) {
      expect(await seenFrom(open.id, who)).toEqual([`parent out ${sealed.number}`]);
    }
    expect(await seenFrom(open.id, "member")).toEqual([]);
    // A watcher sees it as the public side does.
    expect((await linksOf(open.id, "agent"))[0]?.ticket).toMatchObject({ team: null, tags: [] });
    const gone = await cast.http.member.send("DELETE", `/api/tickets/${open.id}/links/${id}`);
    expectProblem(gone, 404, "not_found");

    const events = await cast.http.member.get(`/api/tickets/${open.id}/events`);
    expect(JSON.stringify(events)).toContain(id);
    expect(JSON.stringify(events)).not.toMatch(new RegExp(`${sealed.id}|gooseberries`));
    const feed = await cast.http.member.get("/api/events?limit=100");
    expect(JSON.stringify(feed)).not.toMatch(new RegExp(`${sealed.id}|gooseberries`));
  });
});
