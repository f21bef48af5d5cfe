import { beforeAll, describe, expect, it } from "vitest";
import { listAnnouncements } from "@/features/announcements/server/read";
import { listAssignmentRequests } from "@/features/assignment-requests/server/read";
import { listAudit } from "@/features/audit/server/read";
import { VARIABLES } from "@/features/canned-replies/fields";
import { cannedReplyCreateSchema } from "@/features/canned-replies/schema";
import { listCannedReplies } from "@/features/canned-replies/server/read";
import { macroCreateSchema } from "@/features/macros/schema";
import { listMacros } from "@/features/macros/server/read";
import { viewCreateSchema } from "@/features/views/schema";
import { listViews } from "@/features/views/server/read";
import { listOutbox } from "@/features/mail/server/read-outbox";
import { findImport, listImports } from "@/features/people-imports/server/read";
import { listAllTokens } from "@/features/personal-tokens/server/read";
import { listDeletedTickets } from "@/features/tickets/server/list/read-deleted";
import { hasActiveAdmin } from "@/features/users/server/write-admins";
import { prepareFirstRun } from "@/features/users/server/write-first-run";
import { checkRange } from "@/server/audit/check";
import { sealAudit } from "@/server/audit/seal";
import { pool } from "@/server/database/database";
import { storage } from "@/server/storage/storage";
import { AUDIT_CHAINS } from "@/shared/audit/chains";
import { mintOrganisationId, type Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeOrganisation, makePerson, makeSession } from "@/testing/factories";
import { findVariables } from "@/ui/markdown/variables";
import { CANNED_REPLIES } from "./administration/canned-replies";
import { MACROS, VIEWS } from "./administration/library";
import { clearDemo, countDemo } from "./clear";
import { seedDemo } from "./seed";

/** What is kept for some days only is read as of now. */
const NOW = new Date();
const PAGE = { limit: 100 } as const;

setUpDatabase();

describe("the demo's pages of administration", () => {
  let admin: Actor;

  beforeAll(async () => {
    await seedDemo(NOW);
    await sealAudit();
    admin = await findAdmin();
  });

  it("has announcements: one that is shown, one that is planned, and former ones", async () => {
    const { items } = await listAnnouncements(admin, PAGE);
    expect(items.map((one) => ("state" in one ? one.state : null)).sort()).toEqual([
      "current",
      "past",
      "past",
      "planned",
    ]);
  });

  it("has canned replies of everybody, of teams and of one's own, which the API would have taken", async () => {
    const { items } = await listCannedReplies(admin, PAGE);
    expect(new Set(items.map(({ scope }) => scope))).toEqual(new Set(["organisation", "team"]));
    for (const { name, keyword, body } of CANNED_REPLIES) {
      cannedReplyCreateSchema.parse({ name, keyword, body });
      const known: readonly string[] = VARIABLES;
      expect(findVariables(body).filter((variable) => !known.includes(variable.name))).toEqual([]);
    }
  });

  it("has saved views and macros, which the API would have taken", async () => {
    expect((await listViews(admin, PAGE)).items).toHaveLength(3);
    expect((await listMacros(admin, PAGE)).items).toHaveLength(3);
    VIEWS.forEach((view) => viewCreateSchema.parse(view));
    MACROS.forEach((macro) => macroCreateSchema.parse(macro));
  });

  it("has assignment requests in every state, some of them for whom a visitor signs in as", async () => {
    const { items, waiting } = await listAssignmentRequests(admin, PAGE);
    expect(new Set(items.map(({ state }) => state))).toEqual(
      new Set(["pending", "approved", "declined", "withdrawn", "expired"]),
    );
    expect(waiting).toBeGreaterThan(0);
  });

  it("has deleted tickets, imports with their rows, and tokens", async () => {
    expect((await listDeletedTickets(admin, PAGE)).items).toHaveLength(4);
    const { items: imports } = await listImports(admin, PAGE);
    expect(imports.map(({ state, hasRows }) => [state, hasRows])).toEqual([
      ["done", true],
      ["cancelled", false],
      ["done", false],
    ]);
    expect(await findImport(pool(), admin, imports[0]?.id ?? "")).toMatchObject({
      position: imports[0]?.total,
    });
    expect((await listAllTokens(admin, PAGE)).items).toHaveLength(3);
  });

  it("has mails that were given up, and none that is ever sent", async () => {
    const { items } = await listOutbox(admin, { query: PAGE, language: "en" });
    expect(
      items.map(({ state, hasLink, error, subject }) => [state, hasLink, error, subject.length > 0]),
    ).toEqual(
      Array.from({ length: 2 }, () => [
        "failed",
        false,
        "It was too late to send it: what it says is over.",
        true,
      ]),
    );
  });

  it("has an audit whose chains are whole", async () => {
    const actions = (await listAudit(admin, PAGE)).items.map(({ action }) => action);
    expect(actions).toContain("sign_in.succeeded");
    expect((await listAudit(admin, { ...PAGE, kind: "announcement" })).items).toHaveLength(4);
    expect(await chains()).toEqual([
      { problem: null, removed: 0 },
      { problem: null, removed: 0 },
    ]);
  });
});

describe("leaving the demo", () => {
  let keys: string[] = [];
  let demoPersonId = "";
  let tokenOwners: string[] = [];

  beforeAll(async () => {
    const organisation = await firstOrganisation();
    const { rows: people } = await pool().query<{ id: string }>(
      "SELECT id FROM people WHERE email LIKE 'tomas.agent@%'",
    );
    demoPersonId = people[0]?.id ?? "";
    await makeSession({
      id: demoPersonId,
      organisationId: organisation,
      role: "agent",
      name: "Tomás Ferreira",
      email: "",
    });
    await makePerson({ id: organisation }, { name: "Somebody real", email: "real@example.org" });
    const other = await makeOrganisation({ name: "Another", host: "other.example.org" });
    await makePerson(other, { name: "Somebody else" });
    const { rows } = await pool().query<{ key: string }>(
      "SELECT unnest(ARRAY[storage_key, thumbnail_key]) AS key FROM attachments",
    );
    keys = rows.map(({ key }) => key).filter((key) => key !== null);
    const tokens = await pool().query<{ person_id: string }>("SELECT person_id FROM personal_tokens");
    tokenOwners = tokens.rows.map(({ person_id }) => person_id);
    expect(await countDemo()).toMatchObject({ tickets: 800, people: 72, kept: 1 });
    await clearDemo();
  });

  it("removes tickets, people, sessions and everything that hung on them", async () => {
    for (const table of [
      "tickets",
      "comments",
      "attachments",
      "search_parts",
      "reads",
      "watchers",
      "notifications",
      "teams",
      "tags",
      "sessions",
      "personal_tokens",
      "secret_tokens",
      "announcements",
      "canned_replies",
      "saved_views",
      "macros",
      "assignment_requests",
      "ticket_links",
      "people_imports",
      "outgoing_mails",
    ]) {
      const { rows } = await pool().query<{ left: string }>(`SELECT count(*) AS left FROM ${table}`);
      expect(rows[0]?.left, table).toBe("0");
    }
  });

  it("removes the files from the disk", async () => {
    expect(keys.length).toBeGreaterThan(100);
    for (const key of keys) {
      await expect(storage().sizeOf(key)).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("tells open sockets of the demo's people that their session is over", async () => {
    const { rows } = await pool().query<{ subject_id: string }>(
      "SELECT subject_id FROM events WHERE type = 'session:ended'",
    );
    expect(new Set(rows.map(({ subject_id }) => subject_id))).toEqual(
      new Set([demoPersonId, ...tokenOwners]),
    );
  });

  it("removes what was invented in the audit, and leaves chains that can be checked", async () => {
    await sealAudit();
    const { rows } = await pool().query("SELECT action FROM audit_entries ORDER BY id");
    expect(rows.map(({ action }) => action)).toEqual(["demo.filled", "demo.cleared"]);
    const [actions, attempts] = await chains();
    expect([actions, attempts]).toEqual([
      { problem: null, removed: expect.any(Number) },
      { problem: null, removed: expect.any(Number) },
    ]);
    expect(Math.min(actions?.removed ?? 0, attempts?.removed ?? 0)).toBeGreaterThan(10);
  });

  it("keeps people who are no demo, and other organisations", async () => {
    const { rows } = await pool().query<{ name: string }>("SELECT name FROM people ORDER BY name");
    expect(rows.map(({ name }) => name)).toEqual(["Somebody else", "Somebody real"]);
  });

  it("leaves a usable organisation, numbered from one, whose first admin can be made", async () => {
    const organisation = await firstOrganisation();
    const { rows } = await pool().query(
      `SELECT o.name, o.is_demo, c.last_number, (SELECT count(*)::int FROM categories k WHERE k.organisation_id = o.id) AS categories
       FROM organisations o JOIN ticket_counters c ON c.organisation_id = o.id WHERE o.id = $1`,
      [organisation],
    );
    expect(rows).toEqual([{ name: "Help desk", is_demo: false, last_number: 0, categories: 6 }]);
    expect(await hasActiveAdmin(pool(), organisation)).toBe(false);
    expect(await prepareFirstRun()).not.toBeNull();
  });

  it("is for good: the next start does not fill it again", async () => {
    await seedDemo(NOW);
    const { rows } = await pool().query<{ count: string }>("SELECT count(*) FROM tickets");
    expect(rows[0]?.count).toBe("0");
    expect(await countDemo()).toBeNull();
  });
});

/** How the chains of the first organisation's audit stand. */
async function chains() {
  const organisationId = await firstOrganisation();
  return await Promise.all(
    AUDIT_CHAINS.map(async (chain) => {
      const { problem, anchor } = await checkRange({ organisationId, chain, after: null });
      return { problem, removed: anchor.number };
    }),
  );
}

async function findAdmin(): Promise<Actor> {
  const { rows } = await pool().query<{ id: string }>("SELECT id FROM people WHERE email LIKE 'ada.admin@%'");
  const organisationId = await firstOrganisation();
  return {
    id: rows[0]?.id ?? "",
    organisationId,
    role: "admin",
    name: "Ada",
    guestTicketId: null,
    teamIds: [],
    sessionId: "",
  };
}

async function firstOrganisation() {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM organisations WHERE host IS NULL ORDER BY created_at LIMIT 1",
  );
  return mintOrganisationId(rows[0]?.id ?? "");
}
