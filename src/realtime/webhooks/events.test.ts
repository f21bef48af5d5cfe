import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { askForAssignment, decideRequest } from "@/features/assignment-requests/server/write";
import { addAttachments } from "@/features/attachments/server/write-add";
import { deleteAttachment } from "@/features/attachments/server/write-delete";
import { addComment } from "@/features/comments/server/write-add";
import { deleteComment, updateComment } from "@/features/comments/server/write-change";
import { createTicket } from "@/features/tickets/server/write-create";
import { deleteTicket } from "@/features/tickets/server/write-delete";
import { updateTicket } from "@/features/tickets/server/write-update";
import { STAFF_TYPES, WEBHOOK_TYPES } from "@/features/webhooks/fields";
import { changeWebhookSecret } from "@/features/webhooks/server/write";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { serverEvents } from "@/shared/protocol/server-events";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makeTeam, type MadeTeam } from "@/testing/factories";
import { setUpFiles, uploadRequest } from "@/testing/files";
import { makeWebhook, WebhookWork } from "@/testing/webhooks/make";
import { startReceiver, type ReceivedWebhook, type WebhookReceiver } from "@/testing/webhooks/receiver";

setUpDatabase();
setUpFiles();

const BY = { key: null, address: "" };
/** Words that stand in what staff alone see. */
const INTERNAL = "zwiebelfisch";
let admin: Actor;
let agent: Actor;
let asker: Actor;
let requester: Actor;
let foreign: Actor;
let front: MadeTeam;
let sealed: MadeTeam;
let receivers: { public: WebhookReceiver; staff: WebhookReceiver; foreign: WebhookReceiver };
let work: WebhookWork;

beforeAll(async () => {
  const organisation = await makeOrganisation();
  front = await makeTeam(organisation, { name: "Front" });
  sealed = await makeTeam(organisation, { name: `Team ${INTERNAL}`, isPrivate: true });
  admin = await makeActor(organisation, { role: "admin", name: "Ada" });
  agent = await makeActor(organisation, { role: "agent", name: "Grace", teams: [front, sealed] });
  asker = await makeActor(organisation, { role: "agent", name: "Katherine" });
  requester = await makeActor(organisation, { name: "Rosalind" });
  foreign = await makeActor(await makeOrganisation({ host: "other.example" }), { role: "admin" });
});

beforeEach(async () => {
  await pool().query("DELETE FROM webhooks");
  receivers = { public: await startReceiver(), staff: await startReceiver(), foreign: await startReceiver() };
  work = new WebhookWork();
  await work.queue();
});

afterEach(async () => {
  await Promise.all(Object.values(receivers).map((one) => one.stop()));
});

async function makeBoth(): Promise<void> {
  await makeWebhook(admin, receivers.public, { side: "public" });
  await makeWebhook(admin, receivers.staff, { side: "staff", types: ["*"] });
  await makeWebhook(foreign, receivers.foreign, { side: "staff" });
}

async function upload(actor: Actor, ticket: string, name: string, internal: boolean): Promise<string> {
  const parts = [
    ...(internal ? [{ name: "internal", content: "true" }] : []),
    { name: "file", content: "some bytes", filename: name },
  ];
  const { items } = await addAttachments(actor, { ticket, request: await uploadRequest({ ticket, parts }) });
  return items[0]?.id ?? "";
}

async function file(teamId: string | null = front.id): Promise<string> {
  const input = { title: "The printer is on fire", description: "Really, it is.", teamId };
  return (await createTicket(admin, { ...input, requesterId: requester.id })).id;
}

/** Lets everything happen that can happen to a ticket. */
async function writeEverything(): Promise<string> {
  const ticket = await file();
  await updateTicket(agent, { ticket, priority: "high", status: "in_progress" });
  await work.all();
  const request = await askForAssignment(asker, { ticket, assigneeId: asker.id, note: `${INTERNAL} asks` });
  await decideRequest(admin, { requestId: request.id, decision: "declined", reason: `${INTERNAL} said no` });
  await updateTicket(admin, { ticket, assigneeId: agent.id });
  await work.all();
  const said = await addComment(requester, { ticket, body: "It still burns." });
  await work.all();
  await updateComment(requester, { commentId: said.id, body: "It burns no more." });
  await addComment(agent, { ticket, body: `A note of ${INTERNAL}.`, internal: true });
  await work.all();
  await deleteComment(requester, said.id);
  const open = await upload(requester, ticket, "fire.txt", false);
  await upload(agent, ticket, `${INTERNAL}.txt`, true);
  await work.all();
  await deleteAttachment(requester, open);
  await updateTicket(agent, { ticket, teamId: sealed.id, tags: [INTERNAL] });
  await work.all();
  await deleteTicket(admin, ticket);
  await work.all();
  return ticket;
}

const versions = (messages: readonly ReceivedWebhook[]): number[] =>
  messages.flatMap(({ data }) => data.version ?? []);

describe("each type of event", () => {
  it("comes to both sides as the catalogue says, signed, in order, and nothing internal to the public one", async () => {
    await makeBoth();
    const ticketId = await writeEverything();
    for (const [side, types] of [
      ["public", WEBHOOK_TYPES.filter((type) => !STAFF_TYPES.includes(type))],
      ["staff", WEBHOOK_TYPES],
    ] as const) {
      const { received } = receivers[side];
      expect([...new Set(received.map(({ type }) => type))].sort(), side).toEqual([...types].sort());
      for (const { type, data, signedBy, headers, timestamp, id } of received) {
        const known = WEBHOOK_TYPES.find((one) => one === type);
        const parsed = known && serverEvents[known].payload.safeParse(data);
        expect(parsed?.error?.issues ?? [], type).toEqual([]);
        expect(signedBy).toEqual([0]);
        expect(headers["content-type"]).toBe("application/json");
        expect(Math.abs(timestamp - Date.now() / 1_000)).toBeLessThan(60);
        expect(id).toMatch(/^[0-9a-f-]{36}$/);
      }
      expect(new Set(received.map(({ id }) => id)).size).toBe(received.length);
      const own = versions(received.filter(({ data }) => data.ticketId === ticketId));
      expect(own).toEqual(own.toSorted((a, b) => a - b));
      expect([...new Set(own)]).toEqual(Array.from({ length: own.at(-1) ?? 0 }, (_, index) => index + 1));
    }
    const seen = receivers.public.received.map(({ body }) => body).join("\n");
    expect(seen.toLowerCase()).not.toContain(INTERNAL);
    expect(seen).not.toContain("@");
    expect(receivers.staff.received.map(({ body }) => body).join("\n")).toContain(INTERNAL);
    expect(receivers.foreign.received).toEqual([]);
  });

  it("comes only where it was asked for", async () => {
    await makeWebhook(admin, receivers.staff, {
      side: "staff",
      types: ["comment:added", "ticket:statusChanged"],
    });
    await writeEverything();
    expect(receivers.staff.received.map(({ type }) => type)).toEqual([
      "ticket:statusChanged",
      "comment:added",
      "comment:added",
    ]);
  });

  it("of a private team's ticket comes to the staff side, and to the public side as its requester sees it", async () => {
    await makeBoth();
    await file(sealed.id);
    await work.all();
    expect(receivers.staff.received[0]?.body).toContain(sealed.id);
    expect(receivers.public.received[0]?.body).not.toContain(sealed.id);
    expect(receivers.public.received[0]?.body.toLowerCase()).not.toContain(INTERNAL);
  });
});

describe("what is sent later", () => {
  it("is what is there then: no text that was deleted, and of a deleted ticket only that", async () => {
    await makeBoth();
    const ticket = await file();
    const { id } = await addComment(requester, { ticket, body: "Said too much." });
    await work.queue();
    await deleteComment(requester, id);
    await work.all();
    for (const side of ["public", "staff"] as const) {
      expect(receivers[side].received.some(({ body }) => body.includes("Said too much."))).toBe(false);
      expect(receivers[side].received.map(({ type }) => type)).toContain("comment:added");
      receivers[side].received.length = 0;
    }
    await addComment(requester, { ticket, body: "And again." });
    await work.queue();
    await deleteTicket(admin, ticket);
    await work.all();
    expect(receivers.staff.received.map(({ type }) => type)).toEqual(["ticket:deleted"]);
    const { rows } = await pool().query(
      "SELECT DISTINCT state FROM webhook_deliveries WHERE type = 'comment:added' AND state <> 'sent'",
    );
    expect(rows).toEqual([{ state: "cancelled" }]);
  });
});

describe("a secret that was changed", () => {
  it("signs, and the one before it for a day", async () => {
    const { id } = await makeWebhook(admin, receivers.staff, { side: "staff", types: ["ticket:created"] });
    receivers.staff.secrets.push((await changeWebhookSecret(admin, id, BY)).secret ?? "");
    await file();
    await work.all();
    work.pass(25 * 3_600_000);
    await file();
    await work.all();
    expect(receivers.staff.received.map(({ signedBy }) => signedBy)).toEqual([[0, 1], [1]]);
    const { rows } = await pool().query<{ all: string }>("SELECT webhooks::text AS all FROM webhooks");
    for (const secret of receivers.staff.secrets) {
      expect(JSON.stringify(rows)).not.toContain(secret.slice("whsec_".length));
    }
  });
});
