import { beforeAll, describe, expect, it } from "vitest";
import { PATCH as patchSettings } from "@/app/api/admin/settings/route";
import { auditCheckSchema } from "@/features/audit/schema";
import { sweepAudit } from "@/features/organisations/server/write-sweep";
import { sealAudit } from "@/server/audit/seal";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeAccessToken, makeActor, makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { GET as getExport } from "../export.csv/route";
import { GET } from "./route";

setUpDatabase();

let own: MadeOrganisation;
let admin: Actor;
let foreign: Actor;
beforeAll(async () => {
  own = await makeOrganisation();
  admin = await makeActor(own, { role: "admin", name: '=HYPERLINK("x")' });
  foreign = await makeActor(await makeOrganisation({ host: "other.example" }), { role: "admin" });
});

async function add(action: string, age: string, count = 1, isAttempt = false): Promise<void> {
  await pool().query(
    `INSERT INTO audit_entries (id, organisation_id, actor_id, action, data, fold_key, at)
     SELECT gen_random_uuid(), $1, $2, $3, '{"title": "a \\"quoted\\", text"}', CASE WHEN $6 THEN gen_random_uuid()::text END, now() - $4::interval
     FROM generate_series(1, $5)`,
    [own.id, admin.id, action, age, count, isAttempt],
  );
}
const check = async (as: Actor, query = "chain=actions") => {
  const headers: Record<string, string> = as === foreign ? { host: "other.example" } : {};
  const { status, body } = await callRoute(GET, { as, path: `/api/admin/audit/check?${query}`, headers });
  expect(status).toBe(200);
  return auditCheckSchema.parse(body);
};

async function read(query: string): Promise<string> {
  const headers = { host: "localhost:3003", authorization: `Bearer ${await makeAccessToken(admin)}` };
  const request = new Request(`http://localhost:3003/api/admin/audit/export.csv?${query}`, { headers });
  const answer = await getExport(request, { params: Promise.resolve({}) });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="audit-[\d-]+\.csv"/);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await answer.arrayBuffer());
}

describe("the check of a chain", () => {
  it("says what is whole, what waits, and nothing of another organisation", async () => {
    await add("person.created", "1 hour", 3);
    await sealAudit();
    await add("person.created", "1 minute");
    const found = await check(admin);
    expect(found).toMatchObject({ checked: 3, removed: 0, waiting: 1, next: null, problem: null });
    expect(found.last).toEqual(found.head);
    expect(await check(admin, "chain=actions&after=2")).toMatchObject({ checked: 1, problem: null });
    expect(await check(foreign)).toMatchObject({ checked: 0, waiting: 0, head: { number: 0 } });
    expect((await callRoute(GET, { as: admin, path: "/api/admin/audit/check?chain=other" })).status).toBe(
      422,
    );
  });
});

describe("the export", () => {
  it("holds what the list would, as a table that runs nothing", async () => {
    await add("team.created", "2 minutes");
    const text = await read("kind=team");
    const [heading, line, ...rest] = text.split("\r\n");
    expect(heading).toBe(
      "\uFEFFnumber,time,action,actorId,actor,subjectType,subjectId,subject,address,userAgent,count,data,hash",
    );
    expect(line).toContain(`"'=HYPERLINK(""x"")"`);
    expect(line).toContain(String.raw`"{""title"":""a \""quoted\"", text""}"`);
    expect(rest).toEqual([""]);
  });

  it("is read in parts, each entry once", async () => {
    await add("category.created", "1 minute", 1_203);
    const lines = (await read("kind=category")).trimEnd().split("\r\n").slice(1);
    expect([lines.length, new Set(lines.map((line) => line.split(",")[1])).size]).toEqual([1_203, 1]);
  });
});

describe("the retention that admins set", () => {
  const set = async (auditDays: number | null): Promise<number> =>
    (await callRoute(patchSettings, { method: "PATCH", as: admin, body: { auditDays } })).status;
  const left = async (action: string): Promise<number> =>
    (await pool().query("SELECT 1 FROM audit_entries WHERE action = $1", [action])).rowCount ?? 0;

  it("removes actions after its days, and attempts after 90 at the latest; null keeps actions for ever", async () => {
    // A chain of its own: those before are younger.
    await pool().query("TRUNCATE audit_entries, audit_chains");
    await add("person.oldest", "800 days", 2);
    await add("person.old", "100 days", 2);
    await add("person.young", "20 days");
    await add("sign_in.old", "91 days", 1, true);
    await add("sign_in.young", "89 days", 1, true);
    await sealAudit();
    expect(await set(null)).toBe(200);
    expect(await sweepAudit(1)).toBe(1);
    expect([await left("person.oldest"), await left("sign_in.old"), await left("sign_in.young")]).toEqual([
      2, 0, 1,
    ]);
    expect([await set(29), await set(30)]).toEqual([422, 200]);
    expect(await sweepAudit(1)).toBe(5);
    expect([await left("person.old"), await left("person.young"), await left("sign_in.young")]).toEqual([
      0, 1, 0,
    ]);
    await sealAudit();
    expect(await check(admin)).toMatchObject({ removed: 4, checked: 3, problem: null });
  });
});
