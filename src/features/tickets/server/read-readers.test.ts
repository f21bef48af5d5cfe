import { beforeAll, expect, it } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
import { peopleQuerySchema } from "@/features/users/schema";
import { listPeople } from "@/features/users/server/read";
import { recordSeen } from "@/features/users/server/write-seen";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makeTeam, type MadeOrganisation } from "@/testing/factories";
import { listReaders } from "./read-readers";
import { createTicket } from "./write-create";
import { markRead } from "./write-read";

setUpDatabase();
let organisation: MadeOrganisation;

beforeAll(async () => {
  organisation = await makeOrganisation();
});

it("staff learn who has read a ticket, up to which version as staff count and when; requesters do not", async () => {
  const requester = await makeActor(organisation, { name: "Rita Requester" });
  const agent = await makeActor(organisation, { role: "agent", name: "Ada Agent" });
  const { id } = await createTicket(requester, {
    title: "Who has read this",
    description: "And up to where?",
  });
  // A person has read the ticket that they file.
  expect(await listReaders(agent, id)).toMatchObject({
    items: [{ person: { id: requester.id }, version: 1 }],
  });
  await addComment(agent, { ticket: id, body: "Among ourselves", internal: true });
  await addComment(agent, { ticket: id, body: "For everybody" });
  await markRead(agent, { ticket: id, version: 2 });
  await markRead(requester, { ticket: id, version: 2 });
  expect(await listReaders(agent, id)).toEqual({
    items: [
      {
        person: expect.objectContaining({ name: "Rita Requester" }),
        version: 3,
        at: expect.any(String),
        audience: "public",
      },
      {
        person: expect.objectContaining({ name: "Ada Agent" }),
        version: 2,
        at: expect.any(String),
        audience: "staff",
      },
    ],
  });
  await expect(listReaders(requester, id)).rejects.toMatchObject({ code: "forbidden" });
  const unrelated = await makeActor(organisation);
  await expect(listReaders(unrelated, id)).rejects.toMatchObject({ code: "not_found" });
});

it("an agent who is only the requester in another's private team is in its public audience", async () => {
  const team = await makeTeam(organisation, { isPrivate: true });
  const member = await makeActor(organisation, { role: "agent", name: "Mia Member", teams: [team] });
  const outsider = await makeActor(organisation, { role: "agent", name: "Otis Outsider" });
  const { id } = await createTicket(member, {
    title: "Who reads which side",
    description: "Of a private team's ticket?",
    teamId: team.id,
    requesterId: outsider.id,
  });
  await markRead(outsider, { ticket: id, version: 1 });
  const { items } = await listReaders(member, id);
  expect(items.map(({ person, audience }) => [person.name, audience]).sort()).toEqual([
    ["Mia Member", "staff"],
    ["Otis Outsider", "public"],
  ]);
});

it("staff learn of each other when they were last online, and nobody else does", async () => {
  const agent = await makeActor(organisation, { role: "agent", name: "Lars Agent" });
  const viewer = await makeActor(organisation, { role: "viewer", name: "Lars Viewer" });
  const requester = await makeActor(organisation, { name: "Lars Requester" });
  await recordSeen([agent.id, requester.id]);
  const query = peopleQuerySchema.parse({ q: "Lars" });
  const { items } = await listPeople(viewer, query);
  expect(items.map(({ name, lastSeenAt }) => [name, lastSeenAt])).toEqual([
    ["Lars Agent", expect.any(String)],
    ["Lars Requester", undefined],
    ["Lars Viewer", null],
  ]);
  expect((await listPeople(requester, query)).items).toEqual([
    { id: requester.id, name: "Lars Requester", role: "user", avatarUrl: null },
  ]);
});
