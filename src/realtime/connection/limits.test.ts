import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { io } from "socket.io-client";
import { createTicket } from "@/features/tickets/server/write-create";
import { addComment } from "@/features/comments/server/write-add";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import { makeAccessToken, makeActor, makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import { RawSocket } from "@/testing/fuzz/raw-socket";
import type { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

// Nothing here is about how long it takes; a busy machine takes a while for it.
vi.setConfig({ testTimeout: 180_000 });
const desk = setUpDesk();
let organisation: MadeOrganisation;
let agent: Actor;
let ticketId: string;

beforeAll(async () => {
  organisation = await makeOrganisation();
});
beforeEach(async () => {
  agent = await makeActor(organisation, { role: "agent" });
  ticketId = (await createTicket(agent, { title: "The loud one", description: "It does not stop." })).id;
});

const isMatch = (payload: unknown, wanted: object): boolean =>
  Object.entries(wanted).every(([name, value]) => Reflect.get(Object(payload), name) === value);
const refused = (code: string) => ({ ok: false, error: { code, message: expect.any(String) } });
const join = (client: SocketClient) => client.ask("ticket:join", { ticketId }, 30_000);
const areFine = async () => {
  const client = await desk.connect(await makeActor(organisation, { role: "agent" }));
  expect(await join(client)).toMatchObject({ ok: true });
};

describe("a message", () => {
  it("is measured whole: everything that came with it, binary too", async () => {
    const { socket } = await desk.connect(agent);
    const ask = (...args: unknown[]) => socket.timeout(5_000).emitWithAck("ticket:leave", ...args);
    expect(await ask({ ticketId }, "more", null, 7)).toEqual({ ok: true });
    expect(await ask({ ticketId }, "x".repeat(LIMITS.socketMessageBytes))).toMatchObject(
      refused("too_large"),
    );
    expect(await ask({ ticketId, file: Buffer.alloc(LIMITS.socketMessageBytes) })).toMatchObject(
      refused("too_large"),
    );
    expect(await ask({ ticketId, file: Buffer.alloc(1_000) })).toEqual({ ok: true });
  });

  it("over a megabyte ends its own connection alone, by websocket and by polling", async () => {
    const witness = await desk.connect(agent);
    for (const transport of ["websocket", "polling"] as const) {
      const client = await desk.connect(agent, { transports: [transport] });
      client.socket.emit("ticket:join", { ticketId, more: "x".repeat(LIMITS.socketHardBytes + 1_000) });
      await until("it was disconnected", () => client.counts.connections > 1 || !client.socket.connected);
      client.close();
    }
    expect(witness.counts.connections).toBe(1);
    expect(await join(witness)).toMatchObject({ ok: true });
  });
});

describe("one person", () => {
  it("whose twenty tabs come back at once is answered in each", async () => {
    const tabs = await Promise.all(Array.from({ length: 20 }, () => desk.connect(agent)));
    const answers = await Promise.all(
      tabs.flatMap((client) => Array.from({ length: 48 }, () => join(client))),
    );
    expect(answers.filter((answer) => !answer?.ok)).toEqual([]);
  });

  it("a person who sends far too much with twenty sockets is answered or disconnected, and others are answered meanwhile", async () => {
    const flooders: SocketClient[] = [];
    for (let count = 0; count < 20; count++) {
      flooders.push(await desk.connect(agent));
    }
    const other = await desk.connect(await makeActor(organisation, { role: "agent" }));
    const burst = Promise.all(
      flooders.flatMap((client) =>
        Array.from({ length: 500 }, () => client.ask("ticket:join", { ticketId }, 60_000)),
      ),
    );
    let isOver = false;
    void burst.then(() => (isOver = true));
    let answered = 0;
    do {
      expect(await join(other)).toMatchObject({ ok: true });
      answered += 1;
    } while (!isOver && answered < 300);
    const codes = (await burst).map((answer) => (answer?.ok ? "ok" : (answer?.error?.code ?? "gone")));
    expect(codes).toContain("ok");
    expect(codes.filter((code) => code === "ok").length).toBeLessThan(8_000);
    expect(codes).toContain("rate_limited");
    expect(new Set(codes)).toEqual(
      new Set(["ok", "rate_limited", ...codes.filter((code) => code === "gone")]),
    );
    // Nobody else was disconnected for it.
    expect(other.counts.connections).toBe(1);
    await areFine();
  });

  it("who comes and goes and comes without end is announced to others now and then", async () => {
    const witness = await desk.connect(await makeActor(organisation, { role: "agent" }));
    const loops = [await desk.connect(agent), await desk.connect(agent)];
    const answers = await Promise.all(
      loops.flatMap((client) =>
        Array.from({ length: 300 }, (_, count) =>
          client.ask("presence:set", { status: count % 2 === 0 ? "away" : "online" }, 20_000),
        ),
      ),
    );
    expect(answers.filter((answer) => answer?.error?.code === "rate_limited").length).toBeGreaterThan(300);
    expect(answers.every((answer) => answer !== null)).toBe(true);
    const changes = witness.receipts.filter(({ name }) => name === "presence:changed");
    expect(changes.length).toBeLessThan(300);
  });

  it("has fifty sockets; the next comes in when one of them goes, and other people's are their own", async () => {
    const token = await makeAccessToken(agent);
    const knock = (auth: string) =>
      new Promise<{ code: unknown; close: () => void }>((resolve) => {
        const socket = io(desk.url(), {
          timeout: 60_000,
          forceNew: true,
          reconnection: false,
          transports: ["websocket"],
          auth: { token: auth },
        });
        const close = (): void => void socket.disconnect();
        socket.once("connect", () => resolve({ code: "connected", close }));
        socket.once("connect_error", (error) =>
          resolve({ code: Reflect.get(Object(Reflect.get(error, "data")), "code"), close }),
        );
      });
    const knocks = (many: number) => Promise.all(Array.from({ length: many }, () => knock(token)));
    const sockets = [...(await knocks(15)), ...(await knocks(15)), ...(await knocks(15))];
    sockets.push(...(await knocks(15)));
    const count = (code: string) => sockets.filter((one) => one.code === code).length;
    expect([count("connected"), count("rate_limited")]).toEqual([50, 10]);
    const unrelated = await knock(await makeAccessToken(await makeActor(organisation)));
    expect(unrelated.code).toBe("connected");
    sockets.find((one) => one.code === "connected")?.close();
    await until("there is room again", async () => {
      const next = await knock(token);
      sockets.push(next);
      return next.code === "connected";
    });
    [...sockets, unrelated].forEach((one) => one.close());
  });

  it("who knocks without a pause is asked to wait", async () => {
    const token = await makeAccessToken(agent);
    const codes: string[] = [];
    for (let round = 0; round < 31; round++) {
      const raws = await Promise.all(Array.from({ length: 10 }, () => RawSocket.open(desk.url())));
      raws.forEach((raw) => raw.send(`40${JSON.stringify({ token })}`));
      await until(
        "all are answered",
        () => raws.every((raw) => raw.texts.some((text) => text.startsWith("4"))),
        30_000,
      );
      codes.push(...raws.map((raw) => raw.texts.find((text) => text.startsWith("4")) ?? ""));
      raws.forEach((raw) => raw.destroy());
    }
    expect(codes.slice(0, 300).every((code) => code.startsWith("40"))).toBe(true);
    codes.slice(300).forEach((code) => expect(code).toMatch(/^44.*"rate_limited","retryAfter":\d+/));
    await areFine();
  });
});

describe("a connection is cut off, and nobody else is, that", () => {
  const isCut = (raw: RawSocket) => until("it is cut off", () => raw.isClosed, 30_000);

  it("sends packets without end, signed in or not", async () => {
    const witness = await desk.connect(agent);
    const unrelated = await RawSocket.open(desk.url());
    const signedIn = await RawSocket.signIn(desk.url(), await makeAccessToken(agent));
    for (const [raw, packet] of [
      [unrelated, "3"],
      [signedIn, '427["nothing"]'],
    ] as const) {
      for (let count = 0; count < 4_000; count++) {
        raw.send(packet);
      }
      await isCut(raw);
    }
    expect(witness.counts.connections).toBe(1);
    await areFine();
  });

  it("shakes hands again and again", async () => {
    const raw = await RawSocket.open(desk.url());
    for (let count = 0; count < 50; count++) {
      raw.send("40");
    }
    await isCut(raw);
    await areFine();
  });

  it("asks for much and reads nothing: what waits for it stays bounded", async () => {
    const { longId, token, requester } = await longTicket();
    const witness = await desk.connect(agent);
    const raw = await RawSocket.signIn(desk.url(), token);
    raw.pause();
    for (let count = 0; count < ASKED; count++) {
      raw.send(`42${count}["ticket:join",{"ticketId":"${longId}","since":1}]`);
    }
    // Before a ping that it does not answer ends it.
    await until("it is gone", () => saysOf(witness, requester, "offline"), 15_000);
    raw.resume();
    await isCut(raw);
    expect(raw.bytesRead).toBeLessThan((ASKED * ANSWER_BYTES) / 2);
    expect(witness.counts.connections).toBe(1);
  });

  it("the same by long polling: who never polls is cut off", async () => {
    const { longId, token, requester } = await longTicket();
    const witness = await desk.connect(agent);
    const polling = `${desk.url()}/socket.io/?EIO=4&transport=polling`;
    const sid = /"sid":"([^"]+)"/.exec(await (await fetch(polling)).text())?.[1] ?? "";
    const post = async (body: string) =>
      (await fetch(`${polling}&sid=${sid}`, { method: "POST", body })).status;
    expect(await post(`40${JSON.stringify({ token })}`)).toBe(200);
    await until("they are here", () => saysOf(witness, requester, "online"));
    for (let count = 0; count < ASKED; count++) {
      await post(`42${count}["ticket:join",{"ticketId":"${longId}","since":1}]`);
    }
    await until("it is gone", () => saysOf(witness, requester, "offline"), 15_000);
    expect(await post("3")).toBe(400);
  });
});

const saysOf = (witness: SocketClient, { id }: Actor, status: string): boolean =>
  witness.received("presence:changed", (payload) => isMatch(payload, { userId: id, status })) !== undefined;

/** What the replay of the long ticket comes to, about. */
const ANSWER_BYTES = 64_000;
/** How often it is asked for: together that is some 20 MB. */
const ASKED = 350;

/** A ticket whose replay is long, and a token of its requester. */
async function longTicket() {
  const requester = await makeActor(organisation);
  const { id: longId } = await createTicket(requester, {
    title: "A long one",
    description: "It goes on and on.",
  });
  for (let count = 0; count < 4; count++) {
    await addComment(agent, { ticket: longId, body: "x".repeat(12_000) });
  }
  return { longId, requester, token: await makeAccessToken(requester) };
}
