import { io, type ManagerOptions, type SocketOptions } from "socket.io-client";
import { beforeAll, describe, expect, it } from "vitest";
import { createTicket } from "@/features/tickets/server/write-create";
import { hashToken } from "@/server/api/actor";
import { pool } from "@/server/database/database";
import { hashPassword } from "@/server/sign-in/passwords";
import { PROTOCOL } from "@/shared/protocol/protocol";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import {
  makeAccessToken,
  makeActor,
  makeOrganisation,
  makePerson,
  makeSession,
  makeTeam,
  type MadeOrganisation,
} from "@/testing/factories";
import { HttpClient, signIn } from "@/testing/http/client";
import { cookieOf } from "@/testing/http/requests";
import { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const desk = setUpDesk();
const OUR_ORIGIN = "http://localhost:3003";
let organisation: MadeOrganisation;
let admin: Actor;

/** Waits until the sweep has found a session that expires now: by then every older expired session was checked too. */
async function untilSwept(): Promise<void> {
  const actor = await makeActor(organisation);
  await pool().query("UPDATE sessions SET expires_at = now() + interval '600 milliseconds' WHERE id = $1", [
    actor.sessionId,
  ]);
  const client = await desk.connect(actor);
  await until("it was swept", () => client.received("session:ended") !== undefined);
}

beforeAll(async () => {
  organisation = await makeOrganisation();
  admin = await makeActor(organisation, { role: "admin" });
});

/** Tries to connect once; answers "connected" or the code of the refusal. */
async function knock(options: Partial<ManagerOptions & SocketOptions>): Promise<unknown> {
  const socket = io(desk.url(), {
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
    ...options,
  });
  try {
    return await new Promise((resolve) => {
      socket.on("connect", () => resolve("connected"));
      socket.on("connect_error", (error) =>
        resolve(
          "data" in error && error.data instanceof Object ? Reflect.get(error.data, "code") : error.message,
        ),
      );
    });
  } finally {
    socket.disconnect();
  }
}

describe("a handshake", () => {
  it("of a client that speaks this protocol or a neighbour, or names none, is taken; of another it is refused", async () => {
    const token = await makeAccessToken(admin);
    for (const protocol of [undefined, PROTOCOL, PROTOCOL + 1, PROTOCOL - 1, null, "odd", {}]) {
      expect(await knock({ auth: { token, protocol } }), String(protocol)).toBe("connected");
    }
    for (const protocol of [PROTOCOL + 2, PROTOCOL - 2, 1e9]) {
      expect(await knock({ auth: { token, protocol } }), String(protocol)).toBe("unsupported_protocol");
    }
  });

  it("without a session is refused, by websocket and by polling", async () => {
    expect(await knock({})).toBe("unauthorized");
    expect(await knock({ transports: ["polling"] })).toBe("unauthorized");
    expect(await knock({ auth: { token: "not-a-token" } })).toBe("unauthorized");
    expect(await knock({ auth: { token: { toString: "odd" } } })).toBe("unauthorized");
  });

  it("is accepted with a token in auth, a bearer header or the cookie", async () => {
    const actor = await makeActor(organisation);
    const token = await makeAccessToken(actor);
    expect(await knock({ auth: { token } })).toBe("connected");
    expect(await knock({ extraHeaders: { authorization: `Bearer ${token}` } })).toBe("connected");
    expect(await knock({ extraHeaders: { cookie: await cookieOf(actor), origin: OUR_ORIGIN } })).toBe(
      "connected",
    );
    expect(await knock({ transports: ["polling"], extraHeaders: { cookie: await cookieOf(actor) } })).toBe(
      "connected",
    );
  });

  it("from a foreign page is refused, whatever it carries", async () => {
    const actor = await makeActor(organisation);
    const token = await makeAccessToken(actor);
    for (const origin of [
      "https://evil.example",
      "null",
      `${OUR_ORIGIN}.evil.example`,
      "http://localhost:3004",
    ]) {
      expect(await knock({ auth: { token }, extraHeaders: { origin } })).toBe("bad_origin");
      expect(await knock({ extraHeaders: { cookie: await cookieOf(actor), origin } })).toBe("bad_origin");
    }
  });

  it("does not take a token from the query string", async () => {
    const token = await makeAccessToken(await makeActor(organisation));
    expect(await knock({ query: { token, accessToken: token, access_token: token, auth: token } })).toBe(
      "unauthorized",
    );
  });

  it("of a disabled person, an ended, an expired session or another organisation's is refused", async () => {
    const disabled = await makeSession(await makePerson(organisation, { isDisabled: true }));
    expect(await knock({ auth: { token: await makeAccessToken(disabled) } })).toBe("unauthorized");
    const ended = await makeActor(organisation);
    await pool().query("UPDATE sessions SET ended_at = now() WHERE id = $1", [ended.sessionId]);
    expect(await knock({ auth: { token: await makeAccessToken(ended) } })).toBe("unauthorized");
    const expired = await makeActor(organisation);
    await pool().query("UPDATE sessions SET expires_at = now() - interval '1 second' WHERE id = $1", [
      expired.sessionId,
    ]);
    expect(await knock({ auth: { token: await makeAccessToken(expired) } })).toBe("unauthorized");
    const unrelated = await makeActor(await makeOrganisation({ host: "other.example" }));
    expect(await knock({ auth: { token: await makeAccessToken(unrelated) } })).toBe("unauthorized");
  });

  it("with an expired access token is refused, but a token that expires later ends no connected socket", async () => {
    const actor = await makeActor(organisation);
    const token = await makeAccessToken(actor);
    const client = await desk.connect(actor, { token });
    await pool().query("UPDATE secret_tokens SET expires_at = now() - interval '1 second' WHERE hash = $1", [
      hashToken(token),
    ]);
    expect(await knock({ auth: { token } })).toBe("unauthorized");
    await untilSwept();
    expect(client.socket.connected).toBe(true);
  });

  it("by /api/token gives a client its session, and the client learns who it is", async () => {
    const password = "a sentence to remember";
    const person = await makePerson(organisation, { passwordHash: await hashPassword(password) });
    const client = new SocketClient({
      url: desk.url(),
      token: await signIn(desk.url(), person.email, password),
    });
    await until("it is ready", () => client.received("session:ready") !== undefined);
    expect(client.received("session:ready")?.payload).toMatchObject({
      user: { id: person.id, role: "user" },
      unread: 0,
      epoch: expect.any(String),
    });
    client.close();
  });
});

describe("a session that ends", () => {
  it("by disabling its person is notified and disconnected within two seconds, and does not come back", async () => {
    const victim = await makeActor(organisation);
    const client = await desk.connect(victim);
    const reasons: string[] = [];
    client.socket.on("disconnect", (reason) => reasons.push(reason));
    const http = await desk.http(admin);
    const began = performance.now();
    expect((await http.send("PATCH", `/api/admin/users/${victim.id}`, { disabled: true })).status).toBe(200);
    await until("it is disconnected", () => reasons.length > 0, 2_000);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(client.names()).toEqual(["session:ended"]);
    expect(client.received("session:ended")?.payload).toEqual({ reason: "disabled" });
    expect(reasons).toEqual(["io server disconnect"]);
    expect(await knock({ auth: { token: await makeAccessToken(victim) } })).toBe("unauthorized");
  });

  it("by disabling a guest ends the guest's too", async () => {
    const person = await makePerson(organisation, { role: "guest" });
    const ticket = await createTicket(admin, {
      title: "Locked out",
      description: "Filed by a guest, without an account.",
      requesterId: person.id,
    });
    const guest = await makeSession(person, { kind: "guest", guestTicketId: ticket.id });
    const client = await desk.connect(guest);
    const http = await desk.http(admin);
    expect((await http.send("PATCH", `/api/admin/users/${person.id}`, { disabled: true })).status).toBe(200);
    await until("the guest is disconnected", () => !client.socket.connected, 2_000);
    // A client that connects before the ticket's event is sent receives it too.
    expect(client.names().filter((name) => name !== "ticket:created")).toEqual(["session:ended"]);
  });

  it("by revoking it ends only its own sockets", async () => {
    const person = await makePerson(organisation);
    const [one, other] = [await makeSession(person), await makeSession(person)];
    const [first, second] = [await desk.connect(one), await desk.connect(other)];
    expect((await second.http.send("DELETE", `/api/me/sessions/${one.sessionId}`)).status).toBe(204);
    await until("the first is disconnected", () => !first.socket.connected, 2_000);
    expect(first.names()).toEqual(["session:ended"]);
    expect([second.socket.connected, second.names()]).toEqual([true, ["sessions:changed"]]);
  });

  it("by expiry is swept within two seconds", async () => {
    const actor = await makeActor(organisation);
    await pool().query("UPDATE sessions SET expires_at = now() + interval '500 milliseconds' WHERE id = $1", [
      actor.sessionId,
    ]);
    const client = await desk.connect(actor);
    await until("it is disconnected", () => !client.socket.connected, 2_500);
    expect(client.received("session:ended")?.payload).toEqual({ reason: "expired" });
  });

  it("but not one that was prolonged by use", async () => {
    const actor = await makeActor(organisation);
    await pool().query("UPDATE sessions SET expires_at = now() + interval '500 milliseconds' WHERE id = $1", [
      actor.sessionId,
    ]);
    const client = await desk.connect(actor);
    await pool().query("UPDATE sessions SET expires_at = now() + interval '1 day' WHERE id = $1", [
      actor.sessionId,
    ]);
    await untilSwept();
    expect([client.socket.connected, client.names()]).toEqual([true, []]);
  });
});

describe("a changed role or team", () => {
  it("disconnects the person's sockets, and they come back with the new rights", async () => {
    const ticket = await createTicket(admin, {
      title: "Somebody else's",
      description: "Not for every user.",
    });
    const actor = await makeActor(organisation);
    const client = await desk.connect(actor);
    expect(client.list.has(ticket.id)).toBe(false);
    expect(
      (await (await desk.http(admin)).send("PATCH", `/api/admin/users/${actor.id}`, { role: "agent" }))
        .status,
    ).toBe(200);
    await until(
      "it came back as staff",
      () => client.counts.connections === 2 && client.isIdle() && client.list.has(ticket.id),
    );
    expect(client.received("session:changed")?.payload).toEqual({ reason: "role" });
    expect(
      client.receipts.filter((one) => one.name === "session:ready").map((one) => one.payload)[1],
    ).toMatchObject({ user: { role: "agent" } });
  });

  it("takes a private team's tickets from a person who leaves it", async () => {
    const sealed = await makeTeam(organisation, { isPrivate: true });
    const ticket = await createTicket(admin, {
      title: "A sealed ticket",
      description: "For the team alone.",
      teamId: sealed.id,
    });
    const actor = await makeActor(organisation, { role: "agent", teams: [sealed] });
    const client = await desk.connect(actor);
    client.watch(ticket.id);
    await until("it is open", () => client.isIdle() && client.open.has(ticket.id));
    const http = new HttpClient(desk.url(), await makeAccessToken(admin));
    expect((await http.send("PATCH", `/api/admin/users/${actor.id}`, { teamIds: [] })).status).toBe(200);
    await until("it came back without", () => client.counts.connections === 2 && client.isIdle());
    expect([client.list.has(ticket.id), client.open.has(ticket.id)]).toEqual([false, false]);
  });

  it("a team that becomes private is closed to the other agents at once", async () => {
    const team = await makeTeam(organisation);
    const ticket = await createTicket(admin, {
      title: "A team's ticket",
      description: "Open to all staff.",
      teamId: team.id,
    });
    const client = await desk.connect(await makeActor(organisation, { role: "agent" }));
    expect(client.list.has(ticket.id)).toBe(true);
    expect(
      (await (await desk.http(admin)).send("PATCH", `/api/admin/teams/${team.id}`, { isPrivate: true }))
        .status,
    ).toBe(200);
    await until("it came back without", () => client.counts.connections === 2 && client.isIdle());
    expect(client.list.has(ticket.id)).toBe(false);
  });
});
