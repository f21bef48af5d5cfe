import { describe, expect, it } from "vitest";
import { importSchema } from "@/features/people-imports/schema";
import { pool } from "@/server/database/database";
import { makePerson, makeSession, makeTeam } from "@/testing/factories";
import { mailsTo } from "@/testing/mail";
import { peopleAt, setUpImports } from "@/testing/people-imports/desk";

const desk = setUpImports();

describe("an import of people", () => {
  it("is a preview first: it says what each row would do, and changes nothing", async () => {
    const team = await makeTeam(desk().organisation, { name: "Front Desk" });
    await makePerson(desk().organisation, { name: "Old Name", email: "known@example.org" });
    await makePerson(desk().organisation, { name: "Same", email: "same@example.org" });
    const before = await pool().query("SELECT count(*) FROM people");
    const made = await desk().preview(
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
      by: { id: desk().admin.id, name: "Ada" },
    });
    expect(made.columns.filter(({ field }) => field === null)).toEqual([{ head: "Telefon", field: null }]);
    const { items } = await desk().show(made.id);
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
    const inGerman = await desk().show(made.id, "rows=problems", { "accept-language": "de" });
    expect(inGerman.items.map(({ number }) => number)).toEqual([2, 3, 5, 6, 7, 8, 9, 10, 11]);
    expect(inGerman.items[8]?.reason).toBe("Die Zeile hat mehr Zellen als Spalten.");
    expect(await desk().run()).toBe(0);
    expect((await pool().query("SELECT count(*) FROM people")).rows).toEqual(before.rows);
    const { status, body } = await desk().begin(made.id);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(await desk().run()).toBe(10);
    expect(await desk().show(made.id)).toMatchObject({
      state: "done",
      position: 10,
      done: { create: 1, change: 1, unchanged: 1, error: 7 },
    });
    const [person] = await peopleAt("new@example.org");
    expect(person).toMatchObject({ name: "New One", role: "agent", preferences: { language: "de" } });
    const members = await pool().query("SELECT team_id FROM team_members WHERE person_id = $1", [person?.id]);
    expect(members.rows).toEqual([{ team_id: team.id }]);
    expect(await mailsTo("new@example.org")).toEqual([]);
    const audited = await pool().query(
      "SELECT actor_id, action, data FROM audit_entries WHERE subject_id = $1",
      [person?.id],
    );
    expect(audited.rows).toEqual([
      {
        actor_id: desk().admin.id,
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
      [person?.id, made.id],
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
    const again = await desk().preview(text);
    expect(again.plan).toEqual({ create: 0, change: 0, unchanged: 2, error: 0 });
    expect((await desk().begin(again.id)).status).toBe(409);
    const started = await desk().send(text);
    expect(started.status).toBe(201);
    expect(await desk().run()).toBe(2);
    expect((await desk().show(importSchema.parse(started.body).id)).done.unchanged).toBe(2);
    expect(await peopleAt("new@example.org")).toHaveLength(1);
  });

  it("finds a person by each address that they have proven, and takes two of them for one", async () => {
    const person = await makePerson(desk().organisation, { name: "Two", email: "two@example.org" });
    await pool().query(
      "INSERT INTO person_addresses (organisation_id, person_id, email, confirmed_at) VALUES ($1, $2, 'second@example.org', now())",
      [desk().organisation.id, person?.id],
    );
    const made = await desk().preview("name,email\nTwo,second@example.org\nThree,two@example.org");
    const { items } = await desk().show(made.id);
    expect(items.map(({ outcome }) => outcome)).toEqual(["unchanged", "error"]);
    expect(items[1]?.reason).toContain("Another address of the same person");
  });

  it("gives nothing to whom only claims an address", async () => {
    const claims = await makePerson(desk().organisation, {
      name: "Mallory",
      email: "boss@example.org",
      passwordHash: "x",
    });
    await pool().query("UPDATE people SET email_confirmed_at = NULL WHERE id = $1", [claims.id]);
    const made = await desk().preview("name,email,role\nThe Boss,boss@example.org,agent");
    expect((await desk().show(made.id)).items[0]?.reason).toContain("has not shown that it is theirs");
    expect(await peopleAt("boss@example.org")).toMatchObject([{ name: "Mallory", role: "user" }]);
  });

  it("never takes the last admin away, nor the importer's own role; the disabled stay so", async () => {
    const other = await makePerson(desk().organisation, {
      role: "admin",
      name: "Second",
      email: "second.admin@example.org",
      passwordHash: "x",
    });
    await pool().query("UPDATE people SET password_hash = NULL WHERE role = 'admin' AND id <> $1", [
      other.id,
    ]);
    const disabled = await makePerson(desk().organisation, { name: "Off", email: "off@example.org" });
    await pool().query("UPDATE people SET disabled_at = now() WHERE id = $1", [disabled.id]);
    const [{ email }] = (await pool().query("SELECT email FROM people WHERE id = $1", [desk().admin.id]))
      .rows;
    await pool().query("UPDATE people SET email = coalesce(email, 'ada@example.org') WHERE id = $1", [
      desk().admin.id,
    ]);
    const made = await desk().preview(
      `email,role,name\n${email ?? "ada@example.org"},user,\nsecond.admin@example.org,user,\noff@example.org,,Off Again`,
    );
    const { items } = await desk().show(made.id);
    expect(items[0]?.reason).toBe("An import does not change your own role.");
    expect(items[1]?.reason).toMatch(/only admin/);
    expect(items[2]).toMatchObject({ outcome: "change", notes: ["This person is disabled, and stays so."] });
    expect((await desk().begin(made.id)).status).toBe(200);
    await desk().run();
    expect(await peopleAt("off@example.org")).toMatchObject([
      { name: "Off Again", disabled_at: expect.any(Date) },
    ]);
    expect(await peopleAt("second.admin@example.org")).toMatchObject([{ id: other.id, role: "admin" }]);
  });

  it("raises no role that the preview did not announce", async () => {
    const person = await makePerson(desk().organisation, {
      role: "agent",
      name: "Was Agent",
      email: "was@example.org",
    });
    const made = await desk().preview(
      "name,email,role\nRenamed,was@example.org,agent\nLate,late@example.org,agent",
    );
    await pool().query("UPDATE people SET role = 'user' WHERE id = $1", [person?.id]);
    await makePerson(desk().organisation, { role: "user", name: "Late", email: "late@example.org" });
    await desk().begin(made.id);
    await desk().run();
    const { items, done } = await desk().show(made.id);
    expect(done).toEqual({ create: 0, change: 0, unchanged: 0, error: 2 });
    expect(items.map(({ reason }) => reason)).toEqual(
      Array(2).fill(expect.stringContaining("after the preview")),
    );
    expect(await peopleAt("was@example.org")).toMatchObject([{ name: "Was Agent", role: "user" }]);
    expect(await peopleAt("late@example.org")).toMatchObject([{ role: "user" }]);
  });

  it("asks for the password before it makes an admin", async () => {
    const stale = await makeSession(
      await makePerson(desk().organisation, { role: "admin", name: "Long Here" }),
    );
    await pool().query("UPDATE sessions SET proven_at = now() - interval '2 hours' WHERE id = $1", [
      stale.sessionId,
    ]);
    const text = "name,email,role\nChief,chief@example.org,admin";
    const asked = await desk().send(text, { as: stale });
    expect([asked.status, asked.body]).toMatchObject([403, { code: "reauthentication_required" }]);
    const made = importSchema.parse((await desk().send(text, { as: stale, query: "?dryRun=1" })).body);
    expect(made.makesAdmins).toBe(true);
    expect((await desk().begin(made.id, {}, stale)).body).toMatchObject({
      code: "reauthentication_required",
    });
    expect((await desk().begin(made.id)).status).toBe(200);
    await desk().run();
    expect(await peopleAt("chief@example.org")).toMatchObject([{ role: "admin" }]);
  });

  it("invites by mail only where that is chosen", async () => {
    const made = await desk().preview("name,email\nGuest Of Honour,honour@example.org");
    await desk().begin(made.id, { invite: true });
    await desk().run();
    expect((await mailsTo("honour@example.org")).map(({ kind }) => kind)).toEqual(["invitation"]);
  });
});
