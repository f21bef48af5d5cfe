import { beforeAll, describe, expect, it } from "vitest";
import { checkAccent } from "@/shared/colour/accent";
import { dueTime } from "@/features/tickets/server/write-create";
import { readReceivers } from "@/features/notifications/server/read-receivers";
import { pool } from "@/server/database/database";
import { findSession } from "@/server/api/session-rows";
import { credentialsOf, resolveSession } from "@/server/api/actor";
import type { Actor } from "@/shared/roles";
import { setUpAccounts } from "@/testing/accounts";
import { makeAccessToken } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { POST as register } from "@/app/api/register/route";
import { GET as getMe } from "@/app/api/me/route";
import { GET as getSettings, PATCH as patchSettings } from "./route";

const accounts = setUpAccounts();
let admin: Actor;

beforeAll(async () => {
  admin = await accounts.makeActor({ role: "admin" });
});

const change = (body: object) => callRoute(patchSettings, { method: "PATCH", as: admin, body });
const prefer = (actor: Actor, preferences: object) =>
  pool().query("UPDATE people SET preferences = $2 WHERE id = $1", [actor.id, JSON.stringify(preferences)]);
const NINE_TO_FIVE = [{ from: 540, to: 1020 }];

describe("the accent", () => {
  it("one that cannot be read is refused, with the nearest one that can be; that one is taken", async () => {
    const refused = await change({ accent: "#ffd400" });
    const { nearest } = checkAccent("#ffd400");
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: "invalid", errors: [{ path: "accent" }] });
    expect(JSON.stringify(refused.body)).toContain(nearest);
    expect((await change({ accent: nearest.toUpperCase() })).body).toMatchObject({ accent: nearest });
    expect((await change({ accent: null })).body).toMatchObject({ accent: null });
  });

  it.each(["red", "#12345", "#12345g", "rgb(0,0,0)", "#000000;}"])("%j is no colour", async (accent) => {
    expect((await change({ accent })).status).toBe(422);
  });
});

describe("languages", () => {
  const languageOf = async (actor: Actor): Promise<string | null | undefined> => {
    const headers = new Headers({
      host: "localhost:3003",
      authorization: `Bearer ${await makeAccessToken(actor)}`,
    });
    return (await resolveSession(credentialsOf(headers)))?.language;
  };

  it("people who chose none read the organisation's; who chose one, theirs; who chose the browser's, that", async () => {
    const [none, english, browser] = await Promise.all([
      accounts.makeActor(),
      accounts.makeActor(),
      accounts.makeActor(),
    ]);
    await prefer(english, { language: "en" });
    await prefer(browser, { language: "browser" });
    expect(await languageOf(none)).toBeNull();
    await change({ language: "de" });
    expect(await Promise.all([none, english, browser].map(languageOf))).toEqual(["de", "en", null]);
    await change({ languages: ["de"] });
    expect(await Promise.all([none, english, browser].map(languageOf))).toEqual(["de", "de", "de"]);
    expect((await callRoute(getMe, { as: none })).body).toMatchObject({
      organisation: { language: "de", languages: ["de"] },
    });
    await change({ languages: ["en", "de"], language: null });
    expect(await languageOf(none)).toBeNull();
  });

  it("a refusal before signing in speaks as the page that asks", async () => {
    await change({ language: "de" });
    const refused = await callRoute(register, { method: "POST", body: { name: "" } });
    expect(JSON.stringify(refused.body)).toMatch(/Bitte|Geben Sie|geschlossen|nicht/);
    await change({ language: null });
  });

  it("the organisation's has to be offered, and one has to be", async () => {
    expect((await change({ language: "de", languages: ["en"] })).status).toBe(422);
    expect((await change({ languages: [] })).status).toBe(422);
    expect((await change({ language: "eo" })).status).toBe(422);
  });
});

describe("the time zone", () => {
  it("is that of people who chose none, on pages and in mails", async () => {
    const [none, own] = await Promise.all([accounts.makeActor(), accounts.makeActor()]);
    await prefer(own, { timeZone: "Asia/Tokyo" });
    await change({ timeZone: "Europe/Berlin" });
    const zones = await readReceivers(pool(), { personIds: [none.id, own.id], staffOf: [] });
    expect([zones.get(none.id)?.time_zone, zones.get(own.id)?.time_zone]).toEqual([
      "Europe/Berlin",
      "Asia/Tokyo",
    ]);
    const session = await findSession({
      by: "session",
      value: none.sessionId,
      organisationId: none.organisationId,
    });
    expect(session?.time_zone).toBe("Europe/Berlin");
    expect((await change({ timeZone: "Mars/Olympus" })).status).toBe(422);
    await change({ timeZone: null });
  });
});

describe("hours of work", () => {
  const due = async (from: string) => (await dueTime(admin, "urgent", new Date(from)))?.toISOString();

  it("are counted by due times where that is on", async () => {
    await change({ dueHours: { urgent: 4 } });
    expect(await due("2026-12-04T15:00:00Z")).toBe("2026-12-04T19:00:00.000Z");
    const changed = await change({
      timeZone: "Europe/Berlin",
      dueInWorkingHours: true,
      holidays: ["2026-12-07"],
    });
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    expect(await due("2026-12-04T15:00:00Z")).toBe("2026-12-08T11:00:00.000Z");
    await change({ dueInWorkingHours: false, timeZone: null });
    expect(await due("2026-12-04T15:00:00Z")).toBe("2026-12-04T19:00:00.000Z");
  });

  it("need a time zone and a day of work", async () => {
    expect((await change({ dueInWorkingHours: true })).body).toMatchObject({
      errors: [{ path: "dueInWorkingHours" }],
    });
    const free = Array.from({ length: 7 }, () => []);
    expect(
      (await change({ timeZone: "UTC", workingHours: free, dueInWorkingHours: true })).body,
    ).toMatchObject({ code: "invalid" });
  });

  it.each([
    ["six days", Array.from({ length: 6 }, () => NINE_TO_FIVE)],
    ["an end before its beginning", [[{ from: 600, to: 540 }], [], [], [], [], [], []]],
    [
      "spans that overlap",
      [
        [
          { from: 540, to: 700 },
          { from: 650, to: 800 },
        ],
        [],
        [],
        [],
        [],
        [],
        [],
      ],
    ],
    ["a time after the end of the day", [[{ from: 540, to: 1441 }], [], [], [], [], [], []]],
    ["half a minute", [[{ from: 540.5, to: 600 }], [], [], [], [], [], []]],
  ])("%s are refused", async (_what, workingHours) => {
    expect((await change({ workingHours })).status).toBe(422);
  });

  it("a week is another one when its days change places, and the second of two admins is told", async () => {
    const [monday, saturday] = [0, 5].map((day) =>
      Array.from({ length: 7 }, (_, other) => (other === day ? NINE_TO_FIVE : [])),
    );
    await change({ workingHours: monday });
    expect((await change({ workingHours: saturday, was: { workingHours: saturday } })).body).toMatchObject({
      code: "conflict",
    });
    expect((await change({ workingHours: saturday, was: { workingHours: monday } })).body).toMatchObject({
      workingHours: saturday,
    });
  });

  it.each(["2026-02-30", "25.12.2026", "x"])("%j is no day", async (day) => {
    expect((await change({ holidays: [day] })).status).toBe(422);
  });
});

it("a file may be no larger than the installation takes", async () => {
  const { uploadMostMb } = Object((await callRoute(getSettings, { as: admin })).body);
  expect((await change({ uploadMaxMb: uploadMostMb + 1 })).body).toMatchObject({
    errors: [{ path: "uploadMaxMb" }],
  });
  expect((await change({ uploadMaxMb: 1 })).body).toMatchObject({ uploadMaxMb: 1 });
  await change({ uploadMaxMb: null });
});
