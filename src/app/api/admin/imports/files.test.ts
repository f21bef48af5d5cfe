import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importSchema } from "@/features/people-imports/schema";
import { importPeople } from "@/features/people-imports/server/job-import";
import { sweepImports } from "@/features/people-imports/server/write-sweep";
import { pool } from "@/server/database/database";
import { forgetLimits } from "@/server/rate-limits/limits";
import { makeAccessToken, makePerson, makeSession } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { peopleAt, setUpImports } from "@/testing/people-imports/desk";
import { makeImport } from "@/testing/people-imports/make";
import { GET as errorsCsv } from "./[id]/errors.csv/route";
import { GET as getImport } from "./[id]/route";
import { GET as listImports } from "./route";

/** `npm run test:imports` imports as many as a large organisation has. */
const PEOPLE = process.env["IMPORTS_LONG"] ? 10_000 : 1_500;

const desk = setUpImports();

describe("files of people, and what becomes of them", () => {
  it("stops when it is cancelled, and when who started it is no admin any more", async () => {
    const rows = Array.from({ length: 250 }, (_, index) => `P${index},cancel${index}@example.org`).join("\n");
    const made = await desk().preview(`name,email\n${rows}`);
    await desk().begin(made.id);
    expect(await importPeople(1)).toBe(100);
    expect((await desk().stop(made.id)).status).toBe(200);
    expect(await desk().run()).toBe(0);
    expect(await desk().show(made.id)).toMatchObject({
      state: "cancelled",
      position: 100,
      done: { create: 100 },
    });
    expect((await desk().stop(made.id)).status).toBe(409);
    expect((await desk().begin(made.id)).status).toBe(409);
    const former = await makeSession(
      await makePerson(desk().organisation, { role: "admin", name: "Former" }),
    );
    const theirs = await makeImport(former, { text: `name,email\n${rows}`, isDryRun: false });
    await pool().query("UPDATE people SET role = 'user' WHERE id = $1", [former.id]);
    expect(await desk().run()).toBe(0);
    expect(await desk().show(theirs.id)).toMatchObject({ state: "cancelled", position: 0 });
  });

  it("takes a form, or the file itself; the same key has one effect", async () => {
    const form = new FormData();
    form.set("file", new File(["name,email\nForm,form@example.org"], "../Leute.csv"));
    form.set("dryRun", "true");
    const first = await desk().send(form, { key: "one" });
    expect(first).toMatchObject({ status: 201, body: { fileName: "Leute.csv", state: "preview" } });
    expect((await desk().send(form, { key: "one" })).body).toEqual(first.body);
    const other = new FormData();
    other.set("file", new File(["name,email\nOther,other@example.org"], "x.csv"));
    expect((await desk().send(other, { key: "one" })).body).toMatchObject({ code: "key_reused" });
    const without = new FormData();
    without.set("dryRun", "1");
    expect((await desk().send(without)).status).toBe(422);
    expect(
      (await desk().send("--x\r\nbroken", { type: "multipart/form-data; boundary=x" })).body,
    ).toMatchObject({
      code: "bad_multipart",
    });
    expect((await desk().send("{}", { type: "application/json" })).status).toBe(415);
    expect((await desk().send(new Uint8Array(5 * 1024 * 1024 + 1).fill(0x61))).body).toMatchObject({
      status: 413,
      code: "too_large",
    });
  });

  it("its errors can be downloaded, corrected and imported", async () => {
    const made = await desk().preview('name,email,note\n=1+1,,"a, b"\n,@x,\nFine,fine@example.org,');
    const headers = new Headers({
      host: "localhost:3003",
      authorization: `Bearer ${await makeAccessToken(desk().admin)}`,
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
    const again = await desk().send(bytes, { query: "?dryRun=1" });
    expect(importSchema.parse(again.body).plan.error).toBe(2);
  });

  it("hostile cells are kept harmless: names are one line without marks of direction, long ones are refused", async () => {
    const made = await desk().preview(
      `name,email\n"\u202eA\u0007\nB",h1@example.org\n${"x".repeat(100_000)},h2@example.org\nC,"h3@example.org\u202e"\nD,${"e".repeat(5_000)}@example.org`,
    );
    const { items } = await desk().show(made.id);
    expect(items.map(({ outcome }) => outcome)).toEqual(["create", "error", "error", "error"]);
    expect(items[1]?.name.length).toBe(200);
    await desk().begin(made.id);
    await desk().run();
    expect(await peopleAt("h1@example.org")).toMatchObject([{ name: "A B" }]);
  });

  it("rows are deleted seven days after; the counts stay", async () => {
    const done = await desk().preview("name,email\nOld Import,old.import@example.org");
    await desk().begin(done.id);
    await desk().run();
    const left = await desk().preview("name,email\nLeft,left@example.org");
    await sweepImports();
    expect((await desk().show(done.id)).items).toHaveLength(1);
    await pool().query(
      "UPDATE people_imports SET created_at = now() - interval '8 days', finished_at = finished_at - interval '8 days' WHERE id IN ($1, $2)",
      [done.id, left.id],
    );
    await sweepImports(1);
    expect(await desk().show(done.id)).toMatchObject({ items: [], hasRows: false, done: { create: 1 } });
    expect(
      (await callRoute(getImport, { as: desk().admin, params: { id: left.id }, path: "/" })).status,
    ).toBe(404);
    const { body } = await callRoute(listImports, { as: desk().admin, path: "/api/admin/imports?limit=1" });
    expect(body).toMatchObject({ items: [{ id: expect.any(String) }], nextCursor: expect.any(String) });
  });

  it(`${PEOPLE} people: all in, after an end in the middle too, and again without a change`, async () => {
    const rows = Array.from(
      { length: PEOPLE },
      (_, index) => `Person ${index},many${index}@example.org,user`,
    );
    const text = `name,email,role\n${rows.join("\n")}`;
    const made = importSchema.parse((await desk().send(text)).body);
    expect(await importPeople(5)).toBe(500);
    // A process that ends in the middle of a chunk: its transaction is gone, and the next process does it once.
    const client = await pool().connect();
    await client.query("BEGIN");
    await client.query("SELECT 1 FROM people_imports WHERE id = $1 FOR UPDATE", [made.id]);
    expect(await desk().run()).toBe(0);
    await client.query("ROLLBACK");
    client.release();
    expect(await desk().run()).toBe(PEOPLE - 500);
    expect(await desk().show(made.id, "limit=1")).toMatchObject({
      state: "done",
      position: PEOPLE,
      done: { create: PEOPLE },
    });
    const there =
      "SELECT count(*)::int AS count, count(DISTINCT email)::int AS addresses FROM people WHERE email LIKE 'many%'";
    expect((await pool().query(there)).rows).toEqual([{ count: PEOPLE, addresses: PEOPLE }]);
    const again = importSchema.parse((await desk().send(text)).body);
    expect(await desk().run()).toBe(PEOPLE);
    expect((await desk().show(again.id, "limit=1")).done).toEqual({
      create: 0,
      change: 0,
      unchanged: PEOPLE,
      error: 0,
    });
    expect((await pool().query(there)).rows).toEqual([{ count: PEOPLE, addresses: PEOPLE }]);
  }, 240_000);

  it("any text is refused with a sentence or becomes a preview, and each of its rows has its turn once", async () => {
    const cell = fc.constantFrom(
      "a@b.c",
      "A@B.C",
      "d@e.f",
      "no",
      "user",
      "agent",
      "fr",
      "x",
      "",
      "=1",
      "\u202e",
      "'",
    );
    const between = fc.constantFrom(",", ",", ";", "\t", "\n", "\r\n", '"');
    const anyText = fc
      .array(fc.tuple(cell, between), { maxLength: 30 })
      .map((parts) => `email,name,role\n${parts.flat().join("")}`);
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyText, fc.string({ unit: "binary", maxLength: 200 })), async (text) => {
        forgetLimits();
        const { status, body } = await desk().send(Buffer.from(text), { query: "?dryRun=1" });
        if (status !== 201) {
          expect([status, body]).toMatchObject([422, { code: "invalid", errors: [{ path: "file" }] }]);
          return;
        }
        const { id, plan, total } = importSchema.parse(body);
        expect(plan.create + plan.change + plan.unchanged + plan.error).toBe(total);
        if ((await desk().begin(id)).status === 200) {
          expect(await desk().run()).toBe(total);
          const { done, state, position } = await desk().show(id);
          expect({ state, position }).toEqual({ state: "done", position: total });
          expect(done).toEqual(plan);
        }
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
