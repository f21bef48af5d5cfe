import { io, type ManagerOptions, type SocketOptions } from "socket.io-client";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { hashToken } from "@/server/api/actor";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import { makeAccessToken, makeActor, makeOrganisation } from "@/testing/factories";
import { LogLines } from "@/testing/log-lines";
import { cookieOf } from "@/testing/http/requests";
import { until } from "@/testing/wait";

const logged = new LogLines();
const desk = setUpDesk();
let actor: Actor;

beforeAll(async () => {
  actor = await makeActor(await makeOrganisation());
});
beforeEach(() => logged.forget());

/** Connects once and disconnects: returns what the log says of it, at its end too. */
async function knock(options: Partial<ManagerOptions & SocketOptions>): Promise<Record<string, unknown>[]> {
  const socket = io(desk.url(), {
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
    ...options,
  });
  await new Promise<void>((resolve) => {
    socket.once("connect", resolve);
    socket.once("connect_error", () => resolve());
  });
  socket.disconnect();
  const ends = (): Record<string, unknown>[] => [
    ...logged.saying("socket disconnected"),
    ...logged.saying("socket refused"),
  ];
  await until("the log has said how it ended", () => ends().length > 0);
  return [...logged.saying("socket connected"), ...ends()];
}

/** Asserts that the log holds no secret: not the secret itself, no part of it, not the form in which it is stored. */
function expectSecret(secret: string): void {
  const text = logged.lines.join("");
  for (const part of [...secret.split(/[=;. ]/).filter((one) => one.length > 8), hashToken(secret)]) {
    expect(text).not.toContain(part);
  }
}

it.each(["websocket", "polling"])(
  "names the kind of the credential, and never shows it: %s",
  async (transport) => {
    const token = await makeAccessToken(actor);
    const cookie = await cookieOf(actor);
    const ways: [string, Partial<ManagerOptions & SocketOptions>, string][] = [
      ["auth.token", { auth: { token } }, token],
      ["bearer", { extraHeaders: { authorization: `Bearer ${token}` } }, token],
      ["cookie", { extraHeaders: { cookie } }, cookie],
      // What counts is said where several came.
      ["auth.token", { auth: { token }, extraHeaders: { cookie } }, cookie],
    ];
    for (const [credential, options, secret] of ways) {
      logged.forget();
      expect(await knock({ transports: [transport], ...options })).toMatchObject([
        { msg: "socket connected", credential, personId: actor.id },
        { msg: "socket disconnected", credential, personId: actor.id },
      ]);
      expectSecret(secret);
    }
  },
);

it("names the kind of a refused credential, and never the credential", async () => {
  const ended = await makeActor(await makeOrganisation({ host: "over.example" }));
  const token = await makeAccessToken(ended);
  await pool().query("UPDATE sessions SET ended_at = now() WHERE id = $1", [ended.sessionId]);
  const cookie = await cookieOf(ended);
  const odd = `${cookie.slice(0, -12)}AAAAAAAAAAAA`;
  const ways: [string, string, Partial<ManagerOptions & SocketOptions>, string][] = [
    ["none", "unauthorized", {}, "nothing at all"],
    ["auth.token", "unauthorized", { auth: { token } }, token],
    ["auth.token", "unauthorized", { auth: { token: "made-up-by-somebody" } }, "made-up-by-somebody"],
    ["bearer", "unauthorized", { extraHeaders: { authorization: `Bearer ${token}` } }, token],
    ["cookie", "unauthorized", { extraHeaders: { cookie } }, cookie],
    ["unreadable cookie", "unauthorized", { extraHeaders: { cookie: odd } }, odd],
    ["cookie", "bad_origin", { extraHeaders: { cookie, origin: "https://evil.example" } }, cookie],
    ["none in headers", "bad_origin", { auth: { token }, extraHeaders: { origin: "null" } }, token],
  ];
  for (const [credential, code, options, secret] of ways) {
    logged.forget();
    expect(await knock(options), credential).toMatchObject([{ msg: "socket refused", credential, code }]);
    expectSecret(secret);
  }
});
