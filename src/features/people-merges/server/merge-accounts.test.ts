import { v7 } from "uuid";
import { describe, expect, it } from "vitest";
import { GET as LIST } from "@/app/api/tickets/route";
import { PATCH } from "@/app/api/admin/users/[id]/route";
import { pool } from "@/server/database/database";
import { setUpAccounts } from "@/testing/accounts";
import { rowsOf, setUpMerges } from "@/testing/desk/merges";
import { makeOrganisation, makePerson, makeSession, makeTeam } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { mergePeople } from "./job-merge";
import { startMerge } from "./write";

const accounts = setUpAccounts();
const desk = setUpMerges(accounts);

describe("the two accounts", () => {
  it("proven addresses change hands and claimed ones do not; name and role stay, and teams are joined only where that is chosen", async () => {
    const team = await makeTeam(accounts.organisation);
    const agent = await accounts.makePerson({ role: "admin", teams: [team], name: "Twice" });
    const email = agent.email;
    await pool().query(
      "INSERT INTO person_addresses (organisation_id, person_id, email) VALUES ($1, $2, 'claimed@example.org')",
      [accounts.organisation.id, agent.id],
    );
    await desk.merge({}, agent);
    const addresses = await rowsOf<{ email: string }>(
      "SELECT email FROM person_addresses WHERE person_id = $1 AND confirmed_at IS NOT NULL",
      desk.into.id,
    );
    expect(addresses.map((one) => one.email)).toContain(email);
    expect(await rowsOf("SELECT 1 FROM person_addresses WHERE email = 'claimed@example.org'")).toEqual([]);
    expect(
      await rowsOf(
        `SELECT name, role::text, (SELECT count(*)::int FROM team_members m WHERE m.person_id = p.id) AS teams FROM people p WHERE id = $1`,
        desk.into.id,
      ),
    ).toEqual([{ name: "Berta New", role: "user", teams: 0 }]);
    const second = await accounts.makePerson({ role: "agent", teams: [team], name: "Thrice" });
    await desk.merge({ teams: "both" }, second);
    expect(await rowsOf("SELECT team_id FROM team_members WHERE person_id = $1", desk.into.id)).toEqual([
      { team_id: team.id },
    ]);
  });

  it("an identity comes along, unless its directory lets it in no more or the other has one of the same place", async () => {
    const link = (issuer: string, personId: string, isGone = false) =>
      pool().query(
        "INSERT INTO identities (organisation_id, issuer, subject, person_id, gone_at) VALUES ($1, $2, $3, $4, CASE WHEN $5 THEN now() END)",
        [accounts.organisation.id, issuer, v7(), personId, isGone],
      );
    await link("https://one.example", desk.from.id);
    await link("https://two.example", desk.from.id);
    await link("https://two.example", desk.into.id);
    await link("ldap:dc=old", desk.from.id, true);
    expect((await desk.read(`?into=${desk.into.id}`)).body).toMatchObject({
      preview: { moves: { identities: 1 } },
    });
    await desk.merge();
    expect(
      await rowsOf("SELECT issuer FROM identities WHERE person_id = $1 ORDER BY issuer", desk.into.id),
    ).toEqual([{ issuer: "https://one.example" }, { issuer: "https://two.example" }]);
  });

  it("stays disabled, says where it is now, and its links find the other, also after a second merge", async () => {
    const { id } = await desk.file();
    await desk.merge();
    const enable = await callRoute(PATCH, {
      method: "PATCH",
      as: desk.admin,
      params: { id: desk.from.id },
      path: `/api/admin/users/${desk.from.id}`,
      body: { disabled: false },
    });
    expect([enable.status, enable.body]).toEqual([409, expect.objectContaining({ code: "conflict" })]);
    const last = await accounts.makeActor({ name: "Berta Last" });
    await desk.merge({ into: last.id }, desk.into);
    expect((await desk.read()).body).toMatchObject({ merge: { into: { id: last.id }, state: "done" } });
    const list = await callRoute(LIST, { as: desk.admin, path: `/api/tickets?requester=${desk.from.id}` });
    expect(list.body).toMatchObject({ items: [{ id, requester: { id: last.id } }] });
  });

  it("a guest may be merged into a person, and nobody into a guest", async () => {
    const guest = await makeSession(await makePerson(accounts.organisation, { role: "guest" }));
    expect((await desk.merge({ into: guest.id })).body).toMatchObject({
      code: "invalid",
      errors: [{ path: "into" }],
    });
    expect((await desk.merge({}, guest)).status).toBe(200);
  });

  it("is refused for oneself, the last admin, another organisation's, a disabled one, a wrong name, or twice", async () => {
    expect((await desk.merge({}, desk.admin)).status).toBe(409);
    expect((await desk.merge({ name: "Somebody" })).body).toMatchObject({ errors: [{ path: "name" }] });
    expect((await desk.merge({ into: desk.from.id })).body).toMatchObject({ errors: [{ path: "into" }] });
    const disabled = await accounts.makePerson({ isDisabled: true });
    expect((await desk.merge({ into: disabled.id })).body).toMatchObject({ errors: [{ path: "into" }] });
    const elsewhere = await makePerson(await makeOrganisation({ host: `${v7()}.example` }));
    expect((await desk.merge({ into: elsewhere.id })).body).toMatchObject({ errors: [{ path: "into" }] });
    expect((await desk.merge({}, elsewhere)).status).toBe(404);
    expect((await desk.merge()).status).toBe(200);
    expect((await desk.merge()).status).toBe(409);
  });

  it("the last admin who can sign in is merged away by nobody", async () => {
    const own = await makeOrganisation({ host: `${v7()}.example` });
    const { passwordHash } = accounts;
    const only = await makePerson(own, { role: "admin", passwordHash });
    const asking = { ...(await makeSession(only)), id: v7() };
    const stays = await makePerson(own);
    await expect(
      startMerge(
        asking,
        { personId: only.id, into: stays.id, name: only.name, teams: "keep" },
        { key: null, address: "" },
      ),
    ).rejects.toMatchObject({ code: "last_admin" });
  });
});

describe("a merge of many tickets", () => {
  it("is done in pieces by a job, waits where who started it is no admin any more, and goes on by another's", async () => {
    await Promise.all(Array.from({ length: 60 }, desk.file));
    expect((await desk.merge()).body).toMatchObject({ state: "running", total: 60, done: 0 });
    expect((await desk.merge({ into: desk.admin.id }, desk.into)).status).toBe(409);
    const other = await accounts.makeActor({ role: "admin" });
    await pool().query("UPDATE people SET role = 'user' WHERE id = $1", [desk.admin.id]);
    expect(await mergePeople(10)).toBe(1);
    await pool().query("UPDATE people SET role = 'admin' WHERE id = $1", [desk.admin.id]);
    expect((await desk.read()).body).toMatchObject({ merge: { state: "stopped", done: 0 } });
    expect((await desk.merge({ name: "" }, desk.from, other)).body).toMatchObject({ state: "running" });
    expect(await mergePeople(1)).toBe(1);
    expect((await desk.read()).body).toMatchObject({ merge: { done: 50 } });
    await mergePeople(10);
    expect((await desk.read()).body).toMatchObject({
      merge: { state: "done", done: 60, startedBy: { id: other.id } },
    });
    expect(await rowsOf("SELECT 1 FROM tickets WHERE requester_id = $1", desk.into.id)).toHaveLength(60);
  });

  it("what a request wrote that had begun before the end is moved a minute later, and the pages of who has it now read anew", async () => {
    const { id } = await desk.file();
    await desk.merge();
    await pool().query(
      "INSERT INTO comments (id, organisation_id, ticket_id, author_id, body) VALUES ($1, $2, $3, $4, 'Late')",
      [v7(), accounts.organisation.id, id, desk.from.id],
    );
    const told = (): Promise<unknown[]> =>
      rowsOf("SELECT 1 FROM events WHERE type = 'person:changed' AND subject_id = $1", desk.into.id);
    const before = (await told()).length;
    expect(await mergePeople(10)).toBe(0);
    await pool().query("UPDATE person_merges SET finished_at = now() - interval '2 minutes'");
    await mergePeople(10);
    expect(await rowsOf("SELECT 1 FROM comments WHERE author_id = $1", desk.from.id)).toEqual([]);
    expect(await told()).toHaveLength(before + 1);
    expect(
      await rowsOf("SELECT 1 FROM person_merges WHERE from_id = $1 AND settled_at IS NULL", desk.from.id),
    ).toEqual([]);
  });
});
