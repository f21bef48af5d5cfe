import { connect, type Socket } from "node:net";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { io } from "socket.io-client";
import { pool } from "@/server/database/database";
import { newAccessToken } from "@/server/sign-in/access-tokens";
import { forgetLimits } from "@/server/rate-limits/limits";
import { setUpDesk } from "@/testing/desk/setup";
import { makeAccessToken, makeActor, makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import { RawSocket } from "@/testing/fuzz/raw-socket";
import { cookieOf } from "@/testing/http/requests";
import { until } from "@/testing/wait";

const desk = setUpDesk();
const HANDSHAKE = "/socket.io/?EIO=4&transport=polling";
const open: (RawSocket | Socket)[] = [];
let organisation: MadeOrganisation;

beforeAll(async () => {
  organisation = await makeOrganisation();
});
afterEach(() => {
  open.splice(0).forEach((one) => one.destroy());
  forgetLimits();
});

/** A handshake without a credential, after which the client sends nothing. */
async function knock(): Promise<RawSocket> {
  const raw = await RawSocket.open(desk.url());
  open.push(raw);
  return raw;
}

/** Sends a handshake by polling and nothing after it; "" while no answer has come. */
function ask(headers = ""): { text: string } {
  const answer = { text: "" };
  const { hostname, port } = new URL(desk.url());
  const socket = connect(Number(port), hostname, () =>
    socket.write(`GET ${HANDSHAKE} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n`),
  );
  socket.on("data", (part) => (answer.text += part.toString()));
  socket.on("error", () => undefined);
  open.push(socket);
  return answer;
}

describe("unauthenticated connections", () => {
  it("are closed after a few seconds, by either transport", async () => {
    const began = performance.now();
    const raw = await knock();
    const polled = await (await fetch(`${desk.url()}${HANDSHAKE}`)).text();
    const sid = /"sid":"([^"]+)"/.exec(polled)?.[1] ?? "";
    await until("the socket is closed", () => raw.isClosed, 10_000);
    const gone = async () => (await fetch(`${desk.url()}${HANDSHAKE}&sid=${sid}`)).status === 400;
    await until("the session by polling is gone", gone, 10_000);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it("that stay open after they were refused are closed as well", async () => {
    const raw = await knock();
    raw.send("40");
    await until("it is refused", () => raw.texts.some((text) => text.startsWith("44")));
    await until("the socket is closed", () => raw.isClosed, 10_000);
  });

  it("are at most 50 at a time from one address, and clients with a session connect past them", async () => {
    const fifty = Array.from({ length: 50 }, () => ask());
    await until("fifty are open", () => fifty.every(({ text }) => text.includes('"sid"')));
    const more = Array.from({ length: 20 }, () => ask());
    const member = ask(`Cookie: ${await cookieOf(await makeActor(organisation))}\r\n`);
    await until("the member is in", () => member.text.includes('"sid"'));
    expect(more.filter(({ text }) => text !== "")).toEqual([]);
    const client = await desk.connect(await makeActor(organisation));
    expect(client.socket.connected).toBe(true);
    // The waiting ones follow when those that sent nothing in time are closed.
    await until("the others had their turn", () => more.every(({ text }) => text.includes('"sid"')), 15_000);
  });

  it("include those with a cookie that is not signed by our secret", async () => {
    const fifty = Array.from({ length: 50 }, () => ask("Cookie: next-auth.session-token=made.up.here\r\n"));
    await until("fifty are open", () => fifty.every(({ text }) => text.includes('"sid"')));
    const next = ask();
    const member = ask(`Authorization: Bearer ${newAccessToken()}\r\n`);
    await until("a token of ours is past them", () => member.text.includes('"sid"'));
    expect(next.text).toBe("");
  });
});

it("that authenticate only afterwards, three hundred from one address at once, all get in", async () => {
  const tokens = await Promise.all(
    Array.from({ length: 300 }, async () => await makeAccessToken(await makeActor(organisation))),
  );
  const sockets = tokens.map((token) =>
    io(desk.url(), { auth: { token }, transports: ["websocket"], forceNew: true, reconnection: false }),
  );
  const outcomes = await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<string>((resolve) => {
          socket.once("session:ready", () => resolve("ready"));
          socket.once("connect_error", (error) => resolve(error.message));
        }),
    ),
  );
  sockets.forEach((socket) => socket.disconnect());
  expect(outcomes.filter((outcome) => outcome !== "ready")).toEqual([]);
});

it("that show a token of ours in their first packet give their place to others before the database has answered", async () => {
  const tokens = await Promise.all(
    Array.from({ length: 50 }, async () => await makeAccessToken(await makeActor(organisation))),
  );
  const lock = await pool().connect();
  try {
    await lock.query("BEGIN");
    await lock.query("LOCK TABLE secret_tokens IN ACCESS EXCLUSIVE MODE");
    const programs = await Promise.all(tokens.map(async () => await knock()));
    const next = ask();
    programs.forEach((program, index) => program.send(`40${JSON.stringify({ token: tokens[index] })}`));
    await until("another is in their place", () => next.text.includes('"sid"'));
    expect(programs.filter(({ texts }) => texts.some((text) => text.startsWith("40")))).toEqual([]);
    await lock.query("ROLLBACK");
    const isIn = ({ texts }: RawSocket) => texts.some((text) => text.includes("session:ready"));
    await until("all of them are in", () => programs.every(isIn));
  } finally {
    await lock.query("ROLLBACK");
    lock.release();
  }
});

it("include a connection whose socket left, which is closed", async () => {
  const raw = await RawSocket.signIn(desk.url(), await makeAccessToken(await makeActor(organisation)));
  open.push(raw);
  raw.send("41");
  await until("the connection is closed", () => raw.isClosed, 10_000);
});
