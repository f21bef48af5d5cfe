import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { noticePageSchema, type NoticeDto } from "@/features/notices/schema";
import { countUnacknowledged, listNotices } from "@/features/notices/server/read";
import { urgentReaction } from "@/features/notices/server/tickets/react-urgent";
import { endNotices } from "@/features/notices/server/write";
import { createTicket } from "@/features/tickets/server/write-create";
import { runConsumer } from "@/realtime/log/consumer";
import { pool, transaction } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import {
  makeAccessToken,
  makeActor,
  makeOrganisation,
  makeTeam,
  type MadeOrganisation,
} from "@/testing/factories";
import { makeNotice } from "@/testing/notices";
import { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const desk = setUpDesk();
const ELSEWHERE = "elsewhere.example";
let organisation: MadeOrganisation;
let other: MadeOrganisation;
let admin: Actor;
let second: Actor;
let foreign: Actor;

beforeAll(async () => {
  organisation = await makeOrganisation();
  other = await makeOrganisation({ host: ELSEWHERE });
});

beforeEach(async () => {
  await pool().query("DELETE FROM notices");
  admin = await makeActor(organisation, { role: "admin" });
  second = await makeActor(organisation, { role: "admin" });
  foreign = await makeActor(other, { role: "admin" });
});

async function list(actor: Actor, query = ""): Promise<{ items: NoticeDto[]; unread: number }> {
  const http = await desk.http(actor);
  const answer = await http.send("GET", `/api/admin/notices${query}`);
  expect(answer.status).toBe(200);
  return noticePageSchema.parse(answer.body);
}

async function send(actor: Actor, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await (await desk.http(actor)).send(method, `/api/admin/notices${path}`, body);
  return answer.status === 200 ? answer.body : answer.status;
}

const connect = (actor: Actor): Promise<SocketClient> => desk.connect(actor);
const isAbout = (id: string) => (payload: unknown) => JSON.stringify(payload).includes(id);
const announced = (client: SocketClient): string[] =>
  client.names().filter((name) => name.startsWith("admin:"));

/** The other organisation's admin, at its address: by socket alone, as fetch cannot say which host it asks. */
async function connectAbroad(): Promise<SocketClient> {
  const token = await makeAccessToken(foreign);
  const client = new SocketClient({ url: desk.url(), token, headers: { host: ELSEWHERE } });
  await until("it is ready", () => client.received("session:ready") !== undefined);
  return client;
}

describe("who receives a notice", () => {
  it("every admin of the organisation, in each tab, once; nobody else, and no other organisation", async () => {
    const tabs = await Promise.all([connect(admin), connect(admin), connect(second)]);
    const agent = await makeActor(organisation, { role: "agent", teams: [await makeTeam(organisation)] });
    const others = await Promise.all(
      [
        agent,
        await makeActor(organisation, { role: "viewer" }),
        await makeActor(organisation, { role: "user" }),
      ].map(connect),
    );
    const abroad = await connectAbroad();
    const id = await makeNotice(organisation, { message: "Something is wrong.", link: "/tickets/1" });
    const marker = await createTicket(agent, {
      title: "What comes after it",
      description: "So it was announced by now.",
    });
    await until("everybody who receives tickets received the next one", () =>
      [...tabs, ...others.slice(0, 2)].every((one) => one.received("ticket:created", isAbout(marker.id))),
    );
    for (const tab of tabs) {
      expect(
        tab.receipts.filter(({ name }) => name === "admin:notice").map(({ payload }) => payload),
      ).toEqual([
        {
          notice: expect.objectContaining({
            id,
            level: "warning",
            kind: "job_failed",
            message: "Something is wrong.",
            link: "/tickets/1",
          }),
        },
      ]);
    }
    const theirs = await makeNotice(other);
    await until("theirs was notified", () => abroad.received("admin:notice", isAbout(theirs)) !== undefined);
    expect([...others, abroad].map(announced)).toEqual([[], [], [], ["admin:notice"]]);
    abroad.close();
    expect(JSON.stringify(tabs.map((tab) => tab.receipts))).not.toContain(other.id);
  });

  it("a person who is no admin any more receives nothing, nor their own earlier acknowledgements", async () => {
    const demoted = await connect(second);
    const id = await makeNotice(organisation);
    await until("both were notified", () => demoted.received("admin:notice", isAbout(id)) !== undefined);
    const http = await desk.http(admin);
    const path = `/api/admin/users/${second.id}`;
    await desk.whileNobodyReads(async () => {
      await send(second, "POST", `/${id}/ack`);
      expect((await http.send("PATCH", path, { role: "agent" })).status).toBe(200);
      await makeNotice(organisation, { message: "After the demotion." });
    });
    const later = await makeNotice(organisation);
    const mine = await connect(admin);
    const last = await makeNotice(organisation);
    await until("the admin was notified", () => mine.received("admin:notice", isAbout(last)) !== undefined);
    expect(announced(demoted)).toEqual(["admin:notice"]);
    expect(JSON.stringify(demoted.receipts)).not.toContain(later);
    expect(await send(second, "GET", "")).toBe(403);
  });

  it("an admin who was offline finds it in the list: nothing that was sent live is missing there", async () => {
    const ids = [
      await makeNotice(organisation),
      await makeNotice(organisation),
      await makeNotice(organisation),
    ];
    const page = await list(admin);
    expect(page).toMatchObject({ unread: 3 });
    expect(page.items.map((item) => item.id)).toEqual(ids.reverse());
    expect(await listNotices(foreign, { limit: 25, language: "en" })).toEqual({
      items: [],
      nextCursor: null,
      unread: 0,
    });
  });

  it("the end of a problem is sent, and shown", async () => {
    const mine = await connect(admin);
    const id = await makeNotice(organisation, { key: "it is broken" });
    await transaction((tx) => endNotices(tx, "n.dedupe_key = $1", ["it is broken"]));
    await until(
      "its end was announced",
      () => mine.received("admin:noticeChanged", isAbout(id)) !== undefined,
    );
    const notice = (await list(admin)).items[0];
    expect(notice?.endedAt).not.toBeNull();
    expect(mine.received("admin:noticeChanged")?.payload).toMatchObject({
      notice: { endedAt: notice?.endedAt },
    });
  });
});

describe("acknowledging", () => {
  it("is stored for each admin, happens once, and can be taken back", async () => {
    const id = await makeNotice(organisation);
    const first = await send(admin, "POST", `/${id}/ack`);
    expect(first).toMatchObject({ id, unread: 0, acknowledgedAt: expect.any(String) });
    expect(await send(admin, "POST", `/${id}/ack`)).toEqual(first);
    expect(await list(second)).toMatchObject({ unread: 1, items: [{ id, acknowledgedAt: null }] });
    expect(await send(admin, "DELETE", `/${id}/ack`)).toMatchObject({ unread: 1, acknowledgedAt: null });
    expect(await send(admin, "DELETE", `/${id}/ack`)).toMatchObject({ unread: 1, acknowledgedAt: null });
  });

  it("reaches that admin's other tabs, and nobody else", async () => {
    const [tab, colleague] = [await connect(admin), await connect(second)];
    const id = await makeNotice(organisation);
    await send(admin, "POST", `/${id}/ack`);
    await send(admin, "POST", `/${id}/ack`);
    await send(admin, "DELETE", `/${id}/ack`);
    await until("both changes came", () => announced(tab).length === 3);
    const said = tab.receipts
      .filter(({ name }) => name === "admin:noticesAcknowledged")
      .map((one) => one.payload);
    expect(said).toEqual([
      { ids: [id], acknowledgedAt: expect.any(String) },
      { ids: [id], acknowledgedAt: null },
    ]);
    expect(announced(colleague)).toEqual(["admin:notice"]);
  });

  it("of all, or of some, leaves the rest, and what was acknowledged at once can be taken back at once", async () => {
    const ids = [
      await makeNotice(organisation),
      await makeNotice(organisation),
      await makeNotice(organisation),
    ];
    const theirs = await makeNotice(other);
    expect(await send(admin, "POST", "/ack", { ids: [ids[0], theirs] })).toMatchObject({
      acknowledged: 1,
      unread: 2,
    });
    const all = await send(admin, "POST", "/ack", { all: true });
    expect(all).toMatchObject({ acknowledged: 2, unread: 0 });
    const at: unknown = Reflect.get(Object(all), "acknowledgedAt");
    expect(await send(admin, "DELETE", `/ack?acknowledgedAt=${String(at)}`)).toEqual({ unread: 2 });
    const left = await list(admin, "?acknowledged=false");
    expect(left.items.map((item) => item.id)).toEqual([ids[2], ids[1]]);
    expect((await list(admin, "?acknowledged=true")).items.map((item) => item.id)).toEqual([ids[0]]);
    expect(await countUnacknowledged(foreign)).toBe(1);
  });

  it("the same request again, under its key, acknowledges nothing that came since", async () => {
    await makeNotice(organisation);
    const http = await desk.http(admin);
    const headers = { "idempotency-key": "all of them" };
    const first = await http.send("POST", "/api/admin/notices/ack", { all: true }, headers);
    await makeNotice(organisation);
    expect((await http.send("POST", "/api/admin/notices/ack", { all: true }, headers)).body).toEqual(
      first.body,
    );
    expect(await list(admin)).toMatchObject({ unread: 1 });
  });

  it("asks for what it understands, of what there is", async () => {
    expect(await send(admin, "POST", "/ack", {})).toBe(422);
    expect(await send(admin, "POST", "/ack", { ids: [] })).toBe(422);
    expect(await send(admin, "POST", "/nothing/ack")).toBe(404);
    expect(await send(admin, "POST", `/${await makeNotice(other)}/ack`)).toBe(404);
    expect(await send(admin, "GET", "?acknowledged=perhaps")).toBe(422);
    expect(await send(admin, "GET", "?cursor=nonsense")).toBe(400);
    expect(await send(admin, "DELETE", "/ack?acknowledgedAt=yesterday")).toBe(422);
  });
});

describe("the list", () => {
  it("comes in pages that neither miss nor repeat anything", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 7; index++) {
      ids.push(await makeNotice(organisation));
    }
    const found: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page = noticePageSchema.parse(
        await send(admin, "GET", `?limit=3${cursor && `&cursor=${cursor}`}`),
      );
      found.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    }
    expect(found).toEqual(ids.reverse());
  });

  it("keeps no text of a ticket: titles are those of now, and what was deleted has none", async () => {
    await runConsumer("texts", [urgentReaction]);
    const ticket = await createTicket(admin, {
      title: "First of titles",
      description: "Some words.",
      priority: "urgent",
    });
    await runConsumer("texts", [urgentReaction]);
    const http = await desk.http(admin);
    await http.send("PATCH", `/api/tickets/${ticket.id}`, { title: "Second of titles" });
    expect((await list(admin)).items[0]).toMatchObject({
      message: `Ticket #${ticket.number} is urgent. “Second of titles”`,
      link: `/tickets/${ticket.number}`,
    });
    await http.send("DELETE", `/api/tickets/${ticket.id}`);
    expect((await list(admin)).items[0]).toMatchObject({
      message: `Ticket #${ticket.number} is urgent. It has been deleted.`,
      link: null,
    });
  });
});
