import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { importSchema, importWithRowsSchema, type ImportDto } from "@/features/people-imports/schema";
import { importPeople } from "@/features/people-imports/server/job-import";
import { sweepImports } from "@/features/people-imports/server/write-sweep";
import { pool } from "@/server/database/database";
import { forgetLimits } from "@/server/rate-limits/limits";
import type { Actor } from "@/shared/roles";
import { setUpAccounts } from "@/testing/accounts";
import {
  makeAccessToken,
  makePerson,
  makeSession,
  makeTeam,
  type MadeOrganisation,
} from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { mailsTo } from "@/testing/mail";
import { makeImport } from "@/testing/people-imports/make";
import { POST as cancel } from "./[id]/cancel/route";
import { GET as errorsCsv } from "./[id]/errors.csv/route";
import { GET as getImport } from "./[id]/route";
import { POST as start } from "./[id]/start/route";
import { GET as listImports, POST as upload } from "./route";

const accounts = setUpAccounts();
let organisation: MadeOrganisation;
let admin: Actor;

beforeAll(async () => {
  organisation = accounts.organisation;
  admin = await accounts.makeActor({ role: "admin", name: "Ada" });
});
beforeEach(forgetLimits);

const ALL = 10_000;
const run = () => importPeople(ALL);

async function send(
  body: FormData | string | Uint8Array,
  { query = "", type, as = admin, key }: { query?: string; type?: string; as?: Actor; key?: string } = {},
): Promise<{ status: number; body: unknown }> {
  const headers = new Headers({
    host: "localhost:3003",
    authorization: `Bearer ${await makeAccessToken(as)}`,
    ...(body instanceof FormData ? {} : { "content-type": type ?? "text/csv" }),
    ...(key ? { "idempotency-key": key } : {}),
  });
  const given = body instanceof Uint8Array ? Buffer.from(body) : body;
  const request = new Request(`http://localhost:3003/api/admin/imports${query}`, {
    method: "POST",
    headers,
    body: given,
  });
  const response = await upload(request, { params: Promise.resolve({}) });
  return { status: response.status, body: await response.json() };
}

async function preview(text: string): Promise<ImportDto> {
  const { status, body } = await send(text, { query: "?dryRun=1" });
  expect(status, JSON.stringify(body)).toBe(201);
  return importSchema.parse(body);
}

const show = async (id: string, query = "limit=100", headers: Record<string, string> = {}) => {
  const path = `/api/admin/imports/${id}?${query}`;
  const { status, body } = await callRoute(getImport, { as: admin, path, params: { id }, headers });
  expect(status, JSON.stringify(body)).toBe(200);
  return importWithRowsSchema.parse(body);
};
const begin = (id: string, body: unknown = {}, as = admin) =>
  callRoute(start, { method: "POST", as, body, params: { id } });
const stop = (id: string) => callRoute(cancel, { method: "POST", as: admin, params: { id } });
const personOf = async (email: string) =>
  (
    await pool().query(
      "SELECT id, name, role, disabled_at, preferences, email_confirmed_at FROM people WHERE email = $1 ORDER BY created_at",
      [email],
    )
  ).rows;

describe("an import of people", () => {
  it("is a preview first: it says what each row would do, and changes nothing", async () => {
    const team = await makeTeam(organisation, { name: "Front Desk" });
    await makePerson(organisation, { name: "Old Name", email: "known@example.org" });
    await makePerson(organisation, { name: "Same", email: "same@example.org" });
    const before = await pool().query("SELECT count(*) FROM people");
    const made = await preview(
      [
        "Name;E-Mail;Rolle;Teams;Sprache;Telefon",
        "New One;new@example.org;Agentin;front desk;Deutsch;1",
        "Old Name;KNOWN@example.org;agent;;;2",
        "Same;same@example.org;;;;3",
        ";no-name@example.org;;;;4",
        "X;no address;;;;5",
        "X;x@example.org;boss;;;6",
        "X;x@example.org;;Nowhere;;7",
        "X;x@example.org;;;fr;8",
        "Again;new@example.org;;;;9",
        "Wide;wide@example.org;;;;10;11",
      ].join("\n"),
    );
    expect(made).toMatchObject({
      state: "preview",
      total: 10,
      position: 0,
      delimiter: ";",
      encoding: "UTF-8",
      plan: { create: 1, change: 1, unchanged: 1, error: 7 },
      makesAdmins: false,
      by: { id: admin.id, name: "Ada" },
    });
    expect(made.columns.filter(({ field }) => field === null)).toEqual([{ head: "Telefon", field: null }]);
    const { items } = await show(made.id);
    expect(items.map(({ number, outcome, reason }) => [number, outcome, reason])).toEqual([
      [2, "create", null],
      [3, "change", null],
      [4, "unchanged", null],
      [5, "error", "There is nobody with this address yet, and a new person needs a name."],
      [6, "error", expect.any(String)],
      [7, "error", expect.stringContaining("boss")],
      [8, "error", 'There is no team "Nowhere".'],
      [9, "error", expect.stringContaining("fr")],
      [10, "error", "The same address stands on line 2 already."],
      [11, "error", "There are more cells than columns."],
    ]);
    expect(items[1]?.changes).toEqual([{ field: "role", from: "user", to: "agent" }]);
    expect(items[1]?.notes).toEqual(["The role changes from requester to agent."]);
    const inGerman = await show(made.id, "rows=problems", { "accept-language": "de" });
    expect(inGerman.items.map(({ number }) => number)).toEqual([2, 3, 5, 6, 7, 8, 9, 10, 11]);
    expect(inGerman.items[8]?.reason).toBe("Die Zeile hat mehr Zellen als Spalten.");
    expect(await run()).toBe(0);
    expect((await pool().query("SELECT count(*) FROM people")).rows).toEqual(before.rows);
    const { status, body } = await begin(made.id);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(await run()).toBe(10);
    expect(await show(made.id)).toMatchObject({
      state: "done",
      position: 10,
      done: { create: 1, change: 1, unchanged: 1, error: 7 },
    });
    const [person] = await personOf("new@example.org");
    expect(person).toMatchObject({ name: "New One", role: "agent", preferences: { language: "de" } });
    const members = await pool().query("SELECT team_id FROM team_members WHERE person_id = $1", [person.id]);
    expect(members.rows).toEqual([{ team_id: team.id }]);
    expect(await mailsTo("new@example.org")).toEqual([]);
    const audited = await pool().query(
      "SELECT actor_id, action, data FROM audit_entries WHERE subject_id = $1",
      [person.id],
    );
    expect(audited.rows).toEqual([
      {
        actor_id: admin.id,
        action: "person.created",
        data: {
          email: "new@example.org",
          role: "agent",
          invited: false,
          teamIds: [team.id],
          import: made.id,
        },
      },
    ]);
    const events = await pool().query(
      "SELECT data->>'action' AS action FROM events WHERE type = 'audit:added' AND data->>'subjectId' IN ($1, $2) ORDER BY 1",
      [person.id, made.id],
    );
    expect(events.rows.map(({ action }) => action)).toEqual([
      "import.finished",
      "import.previewed",
      "import.started",
      "person.created",
    ]);
  });

  it("the same file again changes nothing", async () => {
    const text =
      "name,email,role,teams,language\nNew One,new@example.org,agent,Front Desk,de\nOld Name,known@example.org,agent,,";
    const again = await preview(text);
    expect(again.plan).toEqual({ create: 0, change: 0, unchanged: 2, error: 0 });
    expect((await begin(again.id)).status).toBe(409);
    const started = await send(text);
    expect(started.status).toBe(201);
    expect(await run()).toBe(2);
    expect((await show(importSchema.parse(started.body).id)).done.unchanged).toBe(2);
    expect(await personOf("new@example.org")).toHaveLength(1);
  });

  it("finds a person by each address that they have proven, and takes two of them for one", async () => {
    const person = await makePerson(organisation, { name: "Two", email: "two@example.org" });
    await pool().query(
      "INSERT INTO person_addresses (organisation_id, person_id, email, confirmed_at) VALUES ($1, $2, 'second@example.org', now())",
      [organisation.id, person.id],
    );
    const made = await preview("name,email\nTwo,second@example.org\nThree,two@example.org");
    const { items } = await show(made.id);
    expect(items.map(({ outcome }) => outcome)).toEqual(["unchanged", "error"]);
    expect(items[1]?.reason).toContain("Another address of the same person");
  });

  it("gives nothing to whom only claims an address", async () => {
    const claims = await makePerson(organisation, {
      name: "Mallory",
      email: "boss@example.org",
      passwordHash: "x",
    });
    await pool().query("UPDATE people SET email_confirmed_at = NULL WHERE id = $1", [claims.id]);
    const made = await preview("name,email,role\nThe Boss,boss@example.org,agent");
    expect((await show(made.id)).items[0]?.reason).toContain("has not shown that it is theirs");
    expect(await personOf("boss@example.org")).toMatchObject([{ name: "Mallory", role: "user" }]);
  });

  it("never takes the last admin away, nor the importer's own role; the disabled stay so", async () => {
    const other = await makePerson(organisation, {
      role: "admin",
      name: "Second",
      email: "second.admin@example.org",
      passwordHash: "x",
    });
    await pool().query("UPDATE people SET password_hash = NULL WHERE role = 'admin' AND id <> $1", [other.id]);
    const disabled = await makePerson(organisation, { name: "Off", email: "off@example.org" });
    await pool().query("UPDATE people SET disabled_at = now() WHERE id = $1", [disabled.id]);
    const [{ email }] = (await pool().query("SELECT email FROM people WHERE id = $1", [admin.id])).rows;
    await pool().query("UPDATE people SET email = coalesce(email, 'ada@example.org') WHERE id = $1", [
      admin.id,
    ]);
    const made = await preview(
      `email,role,name\n${email ?? "ada@example.org"},user,\nsecond.admin@example.org,user,\noff@example.org,,Off Again`,
    );
    const { items } = await show(made.id);
    expect(items[0]?.reason).toBe("An import does not change your own role.");
    expect(items[1]?.reason).toMatch(/only admin/);
    expect(items[2]).toMatchObject({ outcome: "change", notes: ["This person is disabled, and stays so."] });
    expect((await begin(made.id)).status).toBe(200);
    await run();
    expect(await personOf("off@example.org")).toMatchObject([
      { name: "Off Again", disabled_at: expect.any(Date) },
    ]);
    expect(await personOf("second.admin@example.org")).toMatchObject([{ id: other.id, role: "admin" }]);
  });

  it("raises no role that the preview did not announce", async () => {
    const person = await makePerson(organisation, {
      role: "agent",
      name: "Was Agent",
      email: "was@example.org",
    });
    const made = await preview("name,email,role\nRenamed,was@example.org,agent\nLate,late@example.org,agent");
    await pool().query("UPDATE people SET role = 'user' WHERE id = $1", [person.id]);
    await makePerson(organisation, { role: "user", name: "Late", email: "late@example.org" });
    await begin(made.id);
    await run();
    const { items, done } = await show(made.id);
    expect(done).toEqual({ create: 0, change: 0, unchanged: 0, error: 2 });
    expect(items.map(({ reason }) => reason)).toEqual(
      Array(2).fill(expect.stringContaining("after the preview")),
    );
    expect(await personOf("was@example.org")).toMatchObject([{ name: "Was Agent", role: "user" }]);
    expect(await personOf("late@example.org")).toMatchObject([{ role: "user" }]);
  });

  it("asks for the password before it makes an admin", async () => {
    const stale = await makeSession(await makePerson(organisation, { role: "admin", name: "Long Here" }));
    await pool().query("UPDATE sessions SET proven_at = now() - interval '2 hours' WHERE id = $1", [
      stale.sessionId,
    ]);
    const text = "name,email,role\nChief,chief@example.org,admin";
    const asked = await send(text, { as: stale });
    expect([asked.status, asked.body]).toMatchObject([403, { code: "reauthentication_required" }]);
    const made = importSchema.parse((await send(text, { as: stale, query: "?dryRun=1" })).body);
    expect(made.makesAdmins).toBe(true);
    expect((await begin(made.id, {}, stale)).body).toMatchObject({ code: "reauthentication_required" });
    expect((await begin(made.id)).status).toBe(200);
    await run();
    expect(await personOf("chief@example.org")).toMatchObject([{ role: "admin" }]);
  });

  it("invites by mail only where that is chosen", async () => {
    const made = await preview("name,email\nGuest Of Honour,honour@example.org");
    await begin(made.id, { invite: true });
    await run();
    expect((await mailsTo("honour@example.org")).map(({ kind }) => kind)).toEqual(["invitation"]);
  });

  it("stops when it is cancelled, and when who started it is no admin any more", async () => {
    const rows = Array.from({ length: 250 }, (_, index) => `P${index},cancel${index}@example.org`).join("\n");
    const made = await preview(`name,email\n${rows}`);
    await begin(made.id);
    expect(await importPeople(1)).toBe(100);
    expect((await stop(made.id)).status).toBe(200);
    expect(await run()).toBe(0);
    expect(await show(made.id)).toMatchObject({ state: "cancelled", position: 100, done: { create: 100 } });
    expect((await stop(made.id)).status).toBe(409);
    expect((await begin(made.id)).status).toBe(409);
    const former = await makeSession(await makePerson(organisation, { role: "admin", name: "Former" }));
    const theirs = await makeImport(former, { text: `name,email\n${rows}`, isDryRun: false });
    await pool().query("UPDATE people SET role = 'user' WHERE id = $1", [former.id]);
    expect(await run()).toBe(0);
    expect(await show(theirs.id)).toMatchObject({ state: "cancelled", position: 0 });
  });

  it("takes a form, or the file itself; the same key has one effect", async () => {
    const form = new FormData();
    form.set("file", new File(["name,email\nForm,form@example.org"], "../Leute.csv"));
    form.set("dryRun", "true");
    const first = await send(form, { key: "one" });
    expect(first).toMatchObject({ status: 201, body: { fileName: "Leute.csv", state: "preview" } });
    expect((await send(form, { key: "one" })).body).toEqual(first.body);
    const other = new FormData();
    other.set("file", new File(["name,email\nOther,other@example.org"], "x.csv"));
    expect((await send(other, { key: "one" })).body).toMatchObject({ code: "key_reused" });
    const without = new FormData();
    without.set("dryRun", "1");
    expect((await send(without)).status).toBe(422);
    expect((await send("--x\r\nbroken", { type: "multipart/form-data; boundary=x" })).body).toMatchObject({
      code: "bad_multipart",
    });
    expect((await send("{}", { type: "application/json" })).status).toBe(415);
    expect((await send(new Uint8Array(5 * 1024 * 1024 + 1).fill(0x61))).body).toMatchObject({
      status: 413,
      code: "too_large",
    });
  });

  it("its errors can be downloaded, mended and imported", async () => {
    const made = await preview('name,email,note\n=1+1,,"a, b"\n,@x,\nFine,fine@example.org,');
    const headers = new Headers({
      host: "localhost:3003",
      authorization: `Bearer ${await makeAccessToken(admin)}`,
    });
    const response = await errorsCsv(new Request("http://localhost:3003/", { headers }), {
      params: Promise.resolve({ id: made.id }),
    });
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from("\ufeff"));
    expect(bytes.toString().slice(1).split("\r\n")).toEqual([
      "name,email,note,Line,Reason",
      `'=1+1,,"a, b",2,There is no e-mail address.`,
      expect.stringMatching(/^,'@x,,3,/),
      "",
    ]);
    const again = await send(bytes, { query: "?dryRun=1" });
    expect(importSchema.parse(again.body).plan.error).toBe(2);
  });

  it("hostile cells are kept harmless: names are one line without marks of direction, long ones are refused", async () => {
    const made = await preview(
      `name,email\n"\u202eA\u0007\nB",h1@example.org\n${"x".repeat(100_000)},h2@example.org\nC,"h3@example.org\u202e"\nD,${"e".repeat(5_000)}@example.org`,
    );
    const { items } = await show(made.id);
    expect(items.map(({ outcome }) => outcome)).toEqual(["create", "error", "error", "error"]);
    expect(items[1]?.name.length).toBe(200);
    await begin(made.id);
    await run();
    expect(await personOf("h1@example.org")).toMatchObject([{ name: "A B" }]);
  });

  it("rows are deleted seven days after; the counts stay", async () => {
    const done = await preview("name,email\nOld Import,old.import@example.org");
    await begin(done.id);
    await run();
    const left = await preview("name,email\nLeft,left@example.org");
    await sweepImports();
    expect((await show(done.id)).items).toHaveLength(1);
    await pool().query(
      "UPDATE people_imports SET created_at = now() - interval '8 days', finished_at = finished_at - interval '8 days' WHERE id IN ($1, $2)",
      [done.id, left.id],
    );
    await sweepImports(1);
    expect(await show(done.id)).toMatchObject({ items: [], hasRows: false, done: { create: 1 } });
    expect((await callRoute(getImport, { as: admin, params: { id: left.id }, path: "/" })).status).toBe(404);
    const { body } = await callRoute(listImports, { as: admin, path: "/api/admin/imports?limit=1" });
    expect(body).toMatchObject({ items: [{ id: expect.any(String) }], nextCursor: expect.any(String) });
  });

  it("10,000 people: all in, after an end in the middle too, and again without a change", async () => {
    const count = 10_000;
    const rows = Array.from({ length: count }, (_, index) => `Person ${index},many${index}@example.org,user`);
    const text = `name,email,role\n${rows.join("\n")}`;
    const made = importSchema.parse((await send(text)).body);
    expect(await importPeople(30)).toBe(3_000);
    // A process that ends in the middle of a chunk: its transaction is gone, and the next process does it once.
    const client = await pool().connect();
    await client.query("BEGIN");
    await client.query("SELECT 1 FROM people_imports WHERE id = $1 FOR UPDATE", [made.id]);
    expect(await run()).toBe(0);
    await client.query("ROLLBACK");
    client.release();
    expect(await run()).toBe(7_000);
    expect(await show(made.id, "limit=1")).toMatchObject({
      state: "done",
      position: count,
      done: { create: count },
    });
    const there =
      "SELECT count(*)::int AS count, count(DISTINCT email)::int AS addresses FROM people WHERE email LIKE 'many%'";
    expect((await pool().query(there)).rows).toEqual([{ count, addresses: count }]);
    const again = importSchema.parse((await send(text)).body);
    expect(await run()).toBe(count);
    expect((await show(again.id, "limit=1")).done).toEqual({
      create: 0,
      change: 0,
      unchanged: count,
      error: 0,
    });
    expect((await pool().query(there)).rows).toEqual([{ count, addresses: count }]);
  }, 240_000);
});
