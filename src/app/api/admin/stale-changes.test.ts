import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Actor } from "@/shared/roles";
import { auditEntrySchema } from "@/features/audit/schema";
import { setUpAccounts } from "@/testing/accounts";
import { makeActor, makeTeam, type MadeOrganisation } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { GET as listAudit } from "./audit/route";
import { GET as listCategories, PUT as orderCategories } from "./categories/route";
import { PATCH as patchCategory } from "./categories/[key]/route";
import { GET as listSessions } from "./sessions/route";
import { PATCH as patchSettings } from "./settings/route";
import { PATCH as patchTeam } from "./teams/[id]/route";
import { GET as listTokens } from "./tokens/route";

const accounts = setUpAccounts();

let organisation: MadeOrganisation;
let admin: Actor;

beforeAll(async () => {
  organisation = accounts.organisation;
  admin = await accounts.makeActor({ role: "admin" });
});

const itemsSchema = z.object({ items: z.array(z.object({ key: z.string() })) });
const categories = async () =>
  itemsSchema.parse((await callRoute(listCategories, { as: admin })).body).items.map(({ key }) => key);

describe("what another admin has changed since it was seen", () => {
  it("of a team is not overwritten, and other fields merge", async () => {
    const team = await makeTeam(organisation, { name: "Payroll" });
    const change = (body: unknown) =>
      callRoute(patchTeam, { method: "PATCH", as: admin, body, params: { id: team.id } });
    const was = { name: "Payroll", description: "", isPrivate: false };
    expect((await change({ description: "Money", was })).status).toBe(200);
    expect(await change({ description: "Wages", was })).toMatchObject({
      status: 409,
      body: { code: "conflict", errors: [{ path: "description" }], current: { description: "Money" } },
    });
    expect(await change({ name: "Pay", was })).toMatchObject({
      status: 200,
      body: { name: "Pay", description: "Money" },
    });
  });

  it("of a category is not overwritten", async () => {
    const change = (body: unknown) =>
      callRoute(patchCategory, { method: "PATCH", as: admin, body, params: { key: "travel" } });
    expect((await change({ name: "Journeys", was: { name: "Travel" } })).status).toBe(200);
    expect(await change({ name: "Trips", was: { name: "Travel" } })).toMatchObject({
      status: 409,
      body: { current: { name: "Journeys" } },
    });
  });

  it("of the settings is not overwritten, a part of the due times neither", async () => {
    const change = (body: unknown) => callRoute(patchSettings, { method: "PATCH", as: admin, body });
    const dueHours = { low: 120, medium: 72, high: 24, urgent: 4 };
    const was = { autoCloseDays: 7, dueHours };
    expect((await change({ autoCloseDays: 8, was })).status).toBe(200);
    expect(await change({ autoCloseDays: 9, was })).toMatchObject({
      status: 409,
      body: { errors: [{ path: "autoCloseDays" }], current: { autoCloseDays: 8 } },
    });
    expect((await change({ dueHours: { ...dueHours, low: null }, was })).status).toBe(200);
    expect((await change({ dueHours: { ...dueHours, high: 12 }, was })).status).toBe(409);
    expect((await change({ reopenDays: 3, was })).status).toBe(200);
  });
});

describe("the order of categories", () => {
  const order = (keys: readonly string[], was: readonly string[]) =>
    callRoute(orderCategories, { method: "PUT", as: admin, body: { keys, was } });

  it("is the one that was sent", async () => {
    const was = await categories();
    const keys = [...was].reverse();
    expect(await order(keys, was)).toMatchObject({
      status: 200,
      body: { items: keys.map((key) => ({ key })) },
    });
    expect(await categories()).toEqual(keys);
  });

  it("is not overwritten by an admin who saw another one", async () => {
    const now = await categories();
    const seen = [...now].reverse();
    expect(await order(seen, seen)).toMatchObject({
      status: 409,
      body: { code: "conflict", current: now.map((key) => ({ key })) },
    });
    expect(await categories()).toEqual(now);
  });

  it("holds every category, and no other", async () => {
    const now = await categories();
    expect((await order(now.slice(1), now)).status).toBe(409);
    expect((await order([...now.slice(1), "nothing"], now)).status).toBe(409);
  });
});

describe("lists of one person", () => {
  it("hold their sessions and tokens alone", async () => {
    const person = await makeActor(organisation, { role: "agent" });
    const { body } = await callRoute(listSessions, { as: admin, path: `/?person=${person.id}` });
    expect(body).toMatchObject({ items: [{ id: person.sessionId, person: { id: person.id } }] });
    expect(await callRoute(listTokens, { as: admin, path: `/?person=${person.id}` })).toMatchObject({
      status: 200,
      body: { items: [] },
    });
    expect((await callRoute(listSessions, { as: admin, path: "/?person=nobody" })).status).toBe(422);
  });
});

describe("the audit", () => {
  it("names what it is about, and says what stood there before", async () => {
    const team = await makeTeam(organisation, { name: "Night shift" });
    await callRoute(patchTeam, {
      method: "PATCH",
      as: admin,
      body: { name: "Day shift", description: "Early" },
      params: { id: team.id },
    });
    const { body } = await callRoute(listAudit, { as: admin, path: `/?subject=${team.id}` });
    const [entry] = z.object({ items: z.array(auditEntrySchema) }).parse(body).items;
    expect(entry).toMatchObject({
      action: "team.changed",
      subjectName: "Day shift",
      data: { name: "Day shift", description: "Early", before: { name: "Night shift", description: "" } },
    });
  });
});
