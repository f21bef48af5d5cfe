import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  adminAnnouncementSchema,
  announcementPageSchema,
  signInAnnouncementsSchema,
  type AdminAnnouncementDto,
} from "@/features/announcements/schema";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makeTeam, type MadeOrganisation } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { GET, POST } from "./route";
import * as one from "./[id]/route";
import * as restore from "./[id]/restore/route";
import * as signIn from "./sign-in/route";

setUpDatabase();
let organisation: MadeOrganisation;
let admin: Actor;
let requester: Actor;

beforeAll(async () => {
  organisation = await makeOrganisation();
  admin = await makeActor(organisation, { role: "admin" });
  requester = await makeActor(organisation);
});
beforeEach(async () => {
  await pool().query("DELETE FROM announcements");
});

const HOUR = 3_600_000;
const later = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();
const post = (body: Record<string, unknown>, as = admin) =>
  callRoute(POST, { path: "/api/announcements", method: "POST", as, body });
const made = async (body: Record<string, unknown> = {}): Promise<AdminAnnouncementDto> => {
  const answer = await post({ message: "Mail is down, we know.", ...body });
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return adminAnnouncementSchema.parse(answer.body);
};
const change = (id: string, body: unknown, as = admin) =>
  callRoute(one.PATCH, { path: `/api/announcements/${id}`, method: "PATCH", as, body, params: { id } });
const list = async (query = "", as = admin) => {
  const answer = await callRoute(GET, { path: `/api/announcements${query}`, as });
  expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
  return announcementPageSchema.parse(answer.body);
};
const onSignIn = async (host = "localhost") => {
  const answer = await callRoute(signIn.GET, { path: "/api/announcements/sign-in", headers: { host } });
  expect(answer.status).toBe(200);
  return signInAnnouncementsSchema.parse(answer.body).items;
};
const pathsOf = (body: unknown): unknown =>
  (Object(body).errors ?? []).map(({ path }: { path: string }) => path);
const actionsOf = async (id: string): Promise<string[]> => {
  const { rows } = await pool().query<{ action: string }>(
    "SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY id",
    [id],
  );
  return rows.map(({ action }) => action);
};

describe("POST /api/announcements", () => {
  it("without more than a message it begins at once, for everybody, until somebody ends it", async () => {
    const announcement = await made();
    expect(announcement).toMatchObject({
      level: "info",
      audience: "everybody",
      team: null,
      link: null,
      onSignIn: false,
      endsAt: null,
      state: "current",
      revision: 1,
    });
    expect((await list("", requester)).items).toMatchObject([{ id: announcement.id, isDismissed: false }]);
  });

  it("the message is one line of plain text", async () => {
    const { message } = await made({ message: "  <b>Mail</b>\nis down\u202e  " });
    expect(message).toBe("<b>Mail</b> is down");
  });

  it.each([
    [{ message: " " }, "message"],
    [{ message: "m".repeat(301) }, "message"],
    [{ level: "loud" }, "level"],
    [{ audience: "guests" }, "audience"],
    [{ audience: "team" }, "teamId"],
    [{ audience: "team", teamId: "5f0c1a52-5c0d-7c5e-9a58-0d6d2f0f9b11" }, "teamId"],
    [{ audience: "staff", onSignIn: true }, "onSignIn"],
    [{ link: "javascript:alert(1)" }, "link"],
    [{ link: "http://status.example.com" }, "link"],
    [{ link: "//status.example.com" }, "link"],
    [{ startsAt: "tomorrow" }, "startsAt"],
    [{ startsAt: later(2), endsAt: later(1) }, "endsAt"],
    [{ endsAt: later(-1) }, "endsAt"],
  ])("refuses %j", async (fields, path) => {
    const answer = await post({ message: "Mail is down.", ...fields });
    expect([answer.status, pathsOf(answer.body)]).toEqual([422, [path]]);
  });

  it("a team of another organisation is as unknown as one that never was", async () => {
    const other = await makeTeam(await makeOrganisation({ host: "teams.example" }));
    const answer = await callRoute(POST, {
      path: "/api/announcements",
      method: "POST",
      as: admin,
      headers: { host: "localhost" },
      body: { message: "Mail is down.", audience: "team", teamId: other.id },
    });
    expect([answer.status, pathsOf(answer.body)]).toEqual([422, ["teamId"]]);
  });

  it("at most 50 are planned or current; those that are over do not count", async () => {
    for (let count = 0; count < 49; count += 1) {
      await made({ startsAt: later(1) });
    }
    const last = await made();
    expect((await post({ message: "One too many" })).status).toBe(422);
    expect((await change(last.id, { ended: true })).status).toBe(200);
    expect((await post({ message: "There is room again" })).status).toBe(201);
  });
});

describe("PATCH /api/announcements/{id}", () => {
  it("what somebody else has changed since is refused with what stands now; other fields merge", async () => {
    const { id, message, endsAt } = await made();
    expect((await change(id, { message: "Mail is slow.", was: { message } })).status).toBe(200);
    expect((await change(id, { level: "warning", was: { level: "info" } })).status).toBe(200);
    const stale = await change(id, { message: "Mail works.", was: { message } });
    expect([stale.status, pathsOf(stale.body)]).toEqual([409, ["message"]]);
    expect(stale.body).toMatchObject({
      code: "conflict",
      current: { message: "Mail is slow.", level: "warning" },
    });
    const end = later(5);
    expect((await change(id, { endsAt: end, was: { endsAt } })).status).toBe(200);
    // Ending is a change of the end, too.
    expect((await change(id, { ended: true, was: { endsAt } })).status).toBe(409);
    expect((await change(id, { ended: true, was: { endsAt: end } })).body).toMatchObject({ state: "past" });
  });

  it("what people read raises the revision, anything else does not", async () => {
    const team = await makeTeam(organisation);
    const { id } = await made();
    const revisionAfter = async (patch: unknown): Promise<unknown> =>
      Object((await change(id, patch)).body).revision;
    expect(await revisionAfter({ endsAt: later(3) })).toBe(1);
    expect(await revisionAfter({ onSignIn: true })).toBe(1);
    expect(await revisionAfter({ message: "Mail is down, we know." })).toBe(1);
    expect(await revisionAfter({ onSignIn: false, audience: "team", teamId: team.id })).toBe(1);
    expect(await revisionAfter({ audience: "everybody" })).toBe(1);
    expect(await revisionAfter({ message: "Mail is slow." })).toBe(2);
    expect(await revisionAfter({ level: "critical" })).toBe(3);
    expect(await revisionAfter({ link: "/tickets" })).toBe(4);
    expect(await revisionAfter({ startsAt: later(1) })).toBe(5);
  });

  it("ending can be taken back; what has not begun cannot end", async () => {
    const { id } = await made();
    const ended = adminAnnouncementSchema.parse(
      (await change(id, { ended: true, was: { endsAt: null } })).body,
    );
    expect((await list("", requester)).items).toEqual([]);
    const back = await change(id, { endsAt: null, was: { endsAt: ended.endsAt } });
    expect(back.body).toMatchObject({ state: "current", endsAt: null, revision: 1 });
    const planned = await made({ startsAt: later(1) });
    expect((await change(planned.id, { ended: true })).status).toBe(422);
    expect(await actionsOf(id)).toEqual([
      "announcement.created",
      "announcement.ended",
      "announcement.changed",
    ]);
  });
});

it("a deletion can be taken back, and both are audited", async () => {
  const { id } = await made();
  const context = { path: `/api/announcements/${id}`, as: admin, params: { id } };
  expect((await callRoute(one.DELETE, { ...context, method: "DELETE" })).status).toBe(204);
  expect((await callRoute(one.DELETE, { ...context, method: "DELETE" })).status).toBe(404);
  expect((await change(id, { message: "Too late" })).status).toBe(404);
  expect((await list()).items).toEqual([]);
  const back = await callRoute(restore.POST, { ...context, method: "POST" });
  expect([back.status, back.body]).toMatchObject([200, { id, state: "current" }]);
  expect((await callRoute(restore.POST, { ...context, method: "POST" })).status).toBe(404);
  expect(await actionsOf(id)).toEqual([
    "announcement.created",
    "announcement.deleted",
    "announcement.restored",
  ]);
});

describe("GET /api/announcements", () => {
  it("admins get all, by state and in pages; everybody else the current ones, whatever they ask for", async () => {
    const current = await made();
    const planned = await made({ startsAt: later(1) });
    const past = await made();
    await change(past.id, { ended: true });
    const ids = async (query: string, as?: Actor) => (await list(query, as)).items.map(({ id }) => id);
    expect(await ids("")).toEqual([planned.id, past.id, current.id]);
    expect(await ids("?state=current")).toEqual([current.id]);
    expect(await ids("?state=planned&state=past")).toEqual([planned.id, past.id]);
    expect(await ids("?for=me")).toEqual([current.id]);
    expect(await ids("", requester)).toEqual([current.id]);
    expect(await ids("?state=planned", requester)).toEqual([]);
    const [item] = (await list("", requester)).items;
    expect(Object.keys(item ?? {}).sort()).toEqual(
      ["endsAt", "id", "isDismissed", "level", "link", "message", "revision", "startsAt"].sort(),
    );
    const found: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page = await list(`?limit=1${cursor && `&cursor=${cursor}`}`);
      found.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(found).toEqual([planned.id, past.id, current.id]);
  });

  it.each([["0000-01-01T00:00:00.000Z"], ["2026-02-31T00:00:00.000Z"], ["now"], [7], [null]])(
    "refuses a cursor with %j as its time",
    async (time) => {
      const cursor = Buffer.from(JSON.stringify([time, "5f0c1a52-5c0d-7c5e-9a58-0d6d2f0f9b11"])).toString(
        "base64url",
      );
      const answer = await callRoute(GET, { path: `/api/announcements?cursor=${cursor}`, as: admin });
      expect(answer.body).toMatchObject({ code: "bad_cursor" });
    },
  );
});

it("the sign-in page shows what is marked for it, current, and of its own organisation", async () => {
  const other = await makeOrganisation({ host: "sign-in.example" });
  const theirs = await makeActor(other, { role: "admin" });
  const answer = await callRoute(POST, {
    path: "/api/announcements",
    method: "POST",
    as: theirs,
    headers: { host: "sign-in.example" },
    body: { message: "Theirs", onSignIn: true },
  });
  expect(answer.status).toBe(201);
  await made({ message: "Inside only" });
  await made({ message: "Tomorrow", onSignIn: true, startsAt: later(24) });
  const shown = await made({ message: "Mail is down, we know.", onSignIn: true, level: "critical" });
  expect(await onSignIn()).toMatchObject([{ id: shown.id, level: "critical" }]);
  expect((await onSignIn("sign-in.example")).map(({ message }) => message)).toEqual(["Theirs"]);
  // It says no more than what is read there.
  expect(JSON.stringify(await onSignIn())).not.toMatch(/audience|team|dismissed|createdAt/i);
  // For others than everybody it leaves that page, even where it was marked before.
  expect((await change(shown.id, { audience: "staff" })).status).toBe(422);
  expect((await change(shown.id, { audience: "staff", onSignIn: false })).status).toBe(200);
  expect(await onSignIn()).toEqual([]);
});
