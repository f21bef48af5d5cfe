import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { byLevel } from "@/features/announcements/apply";
import type { AnnouncementPatch } from "@/features/announcements/schema";
import { followTheClock } from "@/features/announcements/server/job-times";
import { changeAnnouncement, setAnnouncementDeleted } from "@/features/announcements/server/write";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { makeAnnouncement } from "@/testing/desk/announcements";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation, makePerson, makeSession, makeTeam } from "@/testing/factories";
import type { MadeOrganisation, MadeTeam } from "@/testing/factories";
import { AnnouncementFollower } from "@/testing/views/announcements";
import { until } from "@/testing/wait";

const desk = setUpDesk();
const BY = { key: null, address: "" };
const MESSAGE = "Mail is down, we know.";

let organisation: MadeOrganisation;
let sealed: MadeTeam;
let cast: Record<"admin" | "viewer" | "member" | "outsider" | "requester" | "requesterInTeam", Actor>;
type Who = keyof typeof cast;

beforeAll(async () => {
  organisation = await makeOrganisation();
  sealed = await makeTeam(organisation, { isPrivate: true });
  const inTeam = async (role: "agent" | "user") =>
    makeSession(await makePerson(organisation, { role, teams: [sealed] }));
  cast = {
    admin: await makeActor(organisation, { role: "admin" }),
    viewer: await makeActor(organisation, { role: "viewer" }),
    member: await inTeam("agent"),
    outsider: await makeActor(organisation, { role: "agent" }),
    requester: await makeActor(organisation),
    requesterInTeam: await inTeam("user"),
  };
});
beforeEach(async () => {
  await pool().query("DELETE FROM announcements");
});

const follow = async (actor: Actor) => AnnouncementFollower.of(await desk.connect(actor));
const followAll = async (): Promise<Record<Who, AnnouncementFollower>> => ({
  admin: await follow(cast.admin),
  viewer: await follow(cast.viewer),
  member: await follow(cast.member),
  outsider: await follow(cast.outsider),
  requester: await follow(cast.requester),
  requesterInTeam: await follow(cast.requesterInTeam),
});

/** Everybody has received whatever was written until now: what follows it in the log has come, an announcement that everybody gets. */
async function settled(all: readonly AnnouncementFollower[]): Promise<void> {
  const { id } = await makeAnnouncement(cast.admin, { message: "That is all." });
  const isThere = (follower: AnnouncementFollower) =>
    follower.client.receipts.some(({ payload }) => Reflect.get(Object(payload), "announcementId") === id);
  await until("all have received the last one", () => all.every(isThere));
  await setAnnouncementDeleted(cast.admin, { announcementId: id, isDeleted: true }, BY);
  const isGone = (follower: AnnouncementFollower) => follower.held().every((item) => item.id !== id);
  await until("it is gone everywhere", () => all.every(isGone));
}

async function holdWhatIsFetched(all: readonly AnnouncementFollower[]): Promise<void> {
  await settled(all);
  for (const follower of all) {
    expect(follower.held()).toEqual(await follower.fetch());
  }
}

const change = (announcementId: string, patch: AnnouncementPatch) =>
  changeAnnouncement(cast.admin, { announcementId, patch }, BY);
const whoHolds = (all: Record<Who, AnnouncementFollower>): string[] =>
  Object.entries(all).flatMap(([who, follower]) => (follower.held().length > 0 ? [who] : []));

const AUDIENCES: ["everybody" | "requesters" | "staff" | "team", Who[]][] = [
  ["everybody", ["admin", "viewer", "member", "outsider", "requester", "requesterInTeam"]],
  ["requesters", ["requester", "requesterInTeam"]],
  ["staff", ["admin", "viewer", "member", "outsider"]],
  ["team", ["member", "requesterInTeam"]],
];

describe("old state + announcement:changed = fresh fetch", () => {
  it.each(AUDIENCES)("for %s: it comes to %j alone, and goes from them", async (audience, whom) => {
    const all = await followAll();
    const teamId = audience === "team" ? sealed.id : null;
    const { id } = await makeAnnouncement(cast.admin, { message: MESSAGE, audience, teamId });
    await holdWhatIsFetched(Object.values(all));
    expect(whoHolds(all)).toEqual(whom);
    await change(id, { message: "Mail works again.", level: "critical" });
    await holdWhatIsFetched(Object.values(all));
    expect(whoHolds(all)).toEqual(whom);
    await change(id, { ended: true });
    await holdWhatIsFetched(Object.values(all));
    expect(whoHolds(all)).toEqual([]);
  });

  it("anybody it is not for any more loses it, and is not sent what it says now", async () => {
    for (const [from] of AUDIENCES) {
      for (const [to, whom] of AUDIENCES) {
        const all = await followAll();
        const { id } = await makeAnnouncement(cast.admin, {
          message: MESSAGE,
          audience: from,
          teamId: from === "team" ? sealed.id : null,
        });
        const secret = `Only for ${to}, after ${from}`;
        await change(id, { message: secret, audience: to, teamId: to === "team" ? sealed.id : null });
        await holdWhatIsFetched(Object.values(all));
        expect([from, to, whoHolds(all)]).toEqual([from, to, whom]);
        for (const [who, { client }] of Object.entries(all)) {
          const isSent = JSON.stringify(client.receipts).includes(secret);
          expect([who, isSent]).toEqual([who, whom.some((one) => one === who)]);
          client.close();
        }
        await setAnnouncementDeleted(cast.admin, { announcementId: id, isDeleted: true }, BY);
      }
    }
  });

  it("a deletion and taking it back; several at once in the order of their levels", async () => {
    const all = await followAll();
    const low = await makeAnnouncement(cast.admin, { message: "A new form", level: "info" });
    const high = await makeAnnouncement(cast.admin, { message: MESSAGE, level: "critical" });
    await makeAnnouncement(cast.admin, { message: "Slow today", level: "warning" });
    await holdWhatIsFetched(Object.values(all));
    expect(all.requester.held().map(({ level }) => level)).toEqual(["critical", "warning", "info"]);
    await setAnnouncementDeleted(cast.admin, { announcementId: high.id, isDeleted: true }, BY);
    await setAnnouncementDeleted(cast.admin, { announcementId: low.id, isDeleted: true }, BY);
    await holdWhatIsFetched(Object.values(all));
    expect(all.requester.held().map(({ level }) => level)).toEqual(["warning"]);
    await setAnnouncementDeleted(cast.admin, { announcementId: high.id, isDeleted: false }, BY);
    await holdWhatIsFetched(Object.values(all));
    expect(all.requester.held()).toEqual([...all.requester.held()].sort(byLevel));
    expect(all.requester.held()).toHaveLength(2);
  });

  it("it begins and ends by the clock, once each, also where the job was away meanwhile", async () => {
    const all = await followAll();
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    const { id, state } = await makeAnnouncement(cast.admin, {
      message: MESSAGE,
      audience: "requesters",
      startsAt: inAnHour,
    });
    expect(state).toBe("planned");
    expect(await followTheClock()).toBe(0);
    await holdWhatIsFetched(Object.values(all));
    expect(whoHolds(all)).toEqual([]);
    await pool().query("UPDATE announcements SET starts_at = now() - interval '1 second' WHERE id = $1", [
      id,
    ]);
    // Two processes at once: one of them does it.
    expect((await Promise.all([followTheClock(), followTheClock()])).sort()).toEqual([0, 1]);
    await holdWhatIsFetched(Object.values(all));
    expect(whoHolds(all)).toEqual(["requester", "requesterInTeam"]);
    await pool().query("UPDATE announcements SET ends_at = now() WHERE id = $1", [id]);
    expect(await followTheClock()).toBe(1);
    expect(await followTheClock()).toBe(0);
    await holdWhatIsFetched(Object.values(all));
    expect(whoHolds(all)).toEqual([]);
    const { id: missed } = await makeAnnouncement(cast.admin, { message: "Missed", startsAt: inAnHour });
    await pool().query(
      "UPDATE announcements SET starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' WHERE id = $1",
      [missed],
    );
    expect(await followTheClock()).toBe(1);
    await holdWhatIsFetched(Object.values(all));
    expect(JSON.stringify(all.requester.client.receipts)).not.toContain("Missed");
  });
});

describe("old state + announcement:dismissed = fresh fetch", () => {
  it("it is dismissed in all of a person's tabs, and in nobody else's, until it says something else", async () => {
    const { id, revision } = await makeAnnouncement(cast.admin, { message: MESSAGE });
    const mine = [await follow(cast.requester), await follow(cast.requester)];
    const other = await follow(cast.viewer);
    const all = [...mine, other];
    const answer = await mine[0]?.client.http.send("POST", `/api/announcements/${id}/dismiss`, { revision });
    expect(answer?.status).toBe(204);
    await holdWhatIsFetched(all);
    expect(all.map((one) => one.held().map(({ isDismissed }) => isDismissed))).toEqual([
      [true],
      [true],
      [false],
    ]);
    expect(other.names()).not.toContain("announcement:dismissed");
    // An end that moves is no news.
    await change(id, { endsAt: new Date(Date.now() + 3_600_000).toISOString() });
    await holdWhatIsFetched(all);
    expect(mine[1]?.held().map(({ isDismissed }) => isDismissed)).toEqual([true]);
    // Nor is it for somebody whose page comes to it anew: it went away, and came back.
    await change(id, { audience: "staff" });
    await holdWhatIsFetched(all);
    expect(mine[1]?.held()).toEqual([]);
    await change(id, { audience: "everybody" });
    await holdWhatIsFetched(all);
    expect(mine[1]?.held().map(({ isDismissed }) => isDismissed)).toEqual([true]);
    await change(id, { message: "Mail is slow." });
    await holdWhatIsFetched(all);
    expect(mine[1]?.held()).toMatchObject([{ message: "Mail is slow.", isDismissed: false }]);
    // A late dismissal of what it said before changes nothing.
    await mine[0]?.client.http.send("POST", `/api/announcements/${id}/dismiss`, { revision });
    await holdWhatIsFetched(all);
    expect(mine[1]?.held()).toMatchObject([{ message: "Mail is slow.", isDismissed: false }]);
  });
});

describe("a team's announcement", () => {
  it("is lost at once by anybody who leaves the team: they are sent nothing that is written afterwards", async () => {
    const person = await makePerson(organisation, { role: "agent", teams: [sealed] });
    const follower = await follow(await makeSession(person));
    const { id } = await makeAnnouncement(cast.admin, { message: MESSAGE, teamId: sealed.id });
    await until("it came", () => follower.held().length === 1);
    const http = await desk.http(cast.admin);
    await desk.whileNobodyReads(async () => {
      expect((await http.send("PATCH", `/api/admin/users/${person.id}`, { teamIds: [] })).status).toBe(200);
      await change(id, { message: "Among us: it was the router." });
    });
    await until("they came back", () => follower.client.counts.connections === 2 && follower.client.isIdle());
    await settled([follower]);
    expect(await follower.fetch()).toEqual([]);
    expect(JSON.stringify(follower.client.receipts)).not.toContain("Among us");
    expect(
      (await follower.client.http.send("POST", `/api/announcements/${id}/dismiss`, { revision: 2 })).status,
    ).toBe(404);
  });

  it("goes with the team when that is archived", async () => {
    const team = await makeTeam(organisation);
    const person = await makePerson(organisation, { role: "agent", teams: [team] });
    const follower = await follow(await makeSession(person));
    await makeAnnouncement(cast.admin, { message: MESSAGE, teamId: team.id });
    await until("it came", () => follower.held().length === 1);
    const http = await desk.http(cast.admin);
    expect((await http.send("PATCH", `/api/admin/teams/${team.id}`, { archived: true })).status).toBe(200);
    await until("they came back", () => follower.client.counts.connections === 2 && follower.client.isIdle());
    expect(await follower.fetch()).toEqual([]);
  });
});

it("admins, and nobody else, receive that something changed, also of what is planned or for others", async () => {
  const all = await followAll();
  const { id } = await makeAnnouncement(cast.admin, {
    message: MESSAGE,
    teamId: sealed.id,
    startsAt: new Date(Date.now() + 3_600_000).toISOString(),
  });
  await settled(Object.values(all));
  const receivers = Object.entries(all).flatMap(([who, { client }]) =>
    client.receipts.some(
      ({ name, payload }) =>
        name === "admin:announcementChanged" && Reflect.get(Object(payload), "announcementId") === id,
    )
      ? [who]
      : [],
  );
  expect(receivers).toEqual(["admin"]);
});

it("the longest message in any script comes whole", async () => {
  const follower = await follow(cast.requester);
  for (const character of ["m", "ü", "漢", "👩🏽‍🚒", "\u0915\u094d\u0937"]) {
    const message = character.repeat(300);
    const link = `https://example.org/${"a".repeat(1_900)}`;
    const { id } = await makeAnnouncement(cast.admin, { message, link });
    await until("it came", () => follower.held().some((item) => item.id === id));
    expect(follower.held().find((item) => item.id === id)).toMatchObject({ message, link });
  }
});
