import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { forgetLimits } from "@/server/rate-limits/limits";
import { hashPassword } from "@/server/sign-in/passwords";
import { setUpDesk } from "@/testing/desk/setup";
import { makePerson } from "@/testing/factories";
import { HttpClient } from "@/testing/http/client";
import { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";
import { comment, expectProblem, fileTicket, makeCast, type Cast } from "./cast";

const desk = setUpDesk();
const PASSWORD = "a long enough password";
const pairSchema = z.looseObject({
  accessToken: z.string().min(20),
  refreshToken: z.string().min(20),
  expiresIn: z.int().positive(),
});
let cast: Cast;
let passwordHash: string;

beforeAll(async () => {
  cast = await makeCast(desk);
  passwordHash = await hashPassword(PASSWORD);
});

const anonymous = () => new HttpClient(desk.url(), "none");
const plain = (path: string, body: unknown) => new HttpClient(desk.url(), null).send("POST", path, body);
const signIn = async (email: string, password = PASSWORD) =>
  pairSchema.parse((await plain("/api/token", { email, password })).body);

describe("a token", () => {
  it("is given for e-mail in any case and the password, opens the API, and is refreshed once", async () => {
    const { email, id } = await makePerson(cast.organisation, { passwordHash });
    const first = await signIn(` ${email.toUpperCase()} `);
    expect(await new HttpClient(desk.url(), first.accessToken).get("/api/me")).toMatchObject({ id, email });
    const second = pairSchema.parse(
      (await plain("/api/token/refresh", { refreshToken: first.refreshToken })).body,
    );
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(await new HttpClient(desk.url(), second.accessToken).get("/api/me")).toMatchObject({ id });
    expectProblem(
      await plain("/api/token/refresh", { refreshToken: first.refreshToken }),
      401,
      "invalid_token",
    );
    expectProblem(
      await plain("/api/token/refresh", { refreshToken: second.refreshToken }),
      401,
      "invalid_token",
    );
    expectProblem(
      await new HttpClient(desk.url(), second.accessToken).send("GET", "/api/me"),
      401,
      "unauthorized",
    );
  });

  it("that is revoked is over at once, also for its socket", async () => {
    const { email } = await makePerson(cast.organisation, { passwordHash });
    const pair = await signIn(email);
    const client = new SocketClient({ url: desk.url(), token: pair.accessToken });
    await until("it is ready", () => client.received("session:ready") !== undefined);
    expect((await plain("/api/token/revoke", { refreshToken: pair.refreshToken })).status).toBe(204);
    expectProblem(
      await new HttpClient(desk.url(), pair.accessToken).send("GET", "/api/me"),
      401,
      "unauthorized",
    );
    await until(
      "the socket is notified and cut",
      () => client.received("session:ended") !== undefined && !client.socket.connected,
      2_000,
    );
    client.close();
  });

  it("is refused without saying why, and bad input named", async () => {
    forgetLimits();
    const { email } = await makePerson(cast.organisation, { passwordHash });
    const wrong = expectProblem(
      await plain("/api/token", { email, password: "another password" }),
      401,
      "invalid_credentials",
    );
    const unknown = expectProblem(
      await plain("/api/token", { email: "nobody@example.org", password: PASSWORD }),
      401,
      "invalid_credentials",
    );
    expect(unknown.detail).toBe(wrong.detail);
    expectProblem(await plain("/api/token", {}), 422, "invalid", "email");
    expectProblem(await plain("/api/token/refresh", {}), 422, "invalid", "refreshToken");
    expectProblem(await plain("/api/token/refresh", { refreshToken: "nonsense" }), 401, "invalid_token");
  });
});

describe("the caller", () => {
  it("a changed password ends the other sessions, not this one", async () => {
    forgetLimits();
    const { email } = await makePerson(cast.organisation, { passwordHash });
    const [here, there] = [await signIn(email), await signIn(email)];
    const http = new HttpClient(desk.url(), here.accessToken);
    expectProblem(
      await http.send("PUT", "/api/me/password", { current: "wrong", password: "another long password" }),
      422,
      "invalid",
      "current",
    );
    expectProblem(
      await http.send("PUT", "/api/me/password", { current: PASSWORD, password: "too short" }),
      422,
      "invalid",
      "password",
    );
    expect(
      (await http.send("PUT", "/api/me/password", { current: PASSWORD, password: "another long password" }))
        .status,
    ).toBe(204);
    expect((await http.send("GET", "/api/me")).status).toBe(200);
    expectProblem(
      await new HttpClient(desk.url(), there.accessToken).send("GET", "/api/me"),
      401,
      "unauthorized",
    );
    expectProblem(await plain("/api/token", { email, password: PASSWORD }), 401, "invalid_credentials");
    await signIn(email, "another long password");
  });

  it("keeps preferences, those of other clients too, one by one", async () => {
    const patch = (preferences: unknown) => cast.http.unrelated.send("PATCH", "/api/me", { preferences });
    expect((await patch({ theme: "dark", "mobile.badge": true })).status).toBe(200);
    expect((await patch({ "mobile.badge": false, language: "eo" })).body).toMatchObject({
      preferences: { theme: "dark", "mobile.badge": false, language: "eo" },
    });
    expect(await cast.http.unrelated.get("/api/me")).toMatchObject({
      preferences: { theme: "dark", "mobile.badge": false },
    });
    expect((await patch({ "mobile.badge": null })).body).toMatchObject({
      preferences: { theme: "dark", language: "eo" },
    });
    for (const bad of [
      { theme: "pink" },
      { nested: { a: 1 } },
      { long: "x".repeat(201) },
      "dark",
      Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`p${index}`, 1])),
    ]) {
      expectProblem(await patch(bad), 422, "invalid");
    }
  });

  it("lists and ends the caller's sessions, one or all others", async () => {
    const { email } = await makePerson(cast.organisation, { passwordHash });
    const pairs = [await signIn(email), await signIn(email), await signIn(email)];
    const [mine, other, third] = pairs.map((pair) => new HttpClient(desk.url(), pair.accessToken));
    const listSchema = z.object({ items: z.array(z.looseObject({ id: z.string(), current: z.boolean() })) });
    const sessions = listSchema.parse(await mine?.get("/api/me/sessions")).items;
    expect(sessions.map((session) => session.current).sort()).toEqual([false, false, true]);
    const otherId = listSchema
      .parse(await other?.get("/api/me/sessions"))
      .items.find((session) => session.current)?.id;
    expectProblem(await cast.http.unrelated.send("DELETE", `/api/me/sessions/${otherId}`), 404, "not_found");
    expect((await mine?.send("DELETE", `/api/me/sessions/${otherId}`))?.status).toBe(204);
    expect([
      (await other?.send("GET", "/api/me"))?.status,
      (await third?.send("GET", "/api/me"))?.status,
    ]).toEqual([401, 200]);
    expect((await mine?.send("DELETE", "/api/me/sessions"))?.status).toBe(204);
    expect([
      (await third?.send("GET", "/api/me"))?.status,
      (await mine?.send("GET", "/api/me"))?.status,
    ]).toEqual([401, 200]);
  });
});

describe("an admin", () => {
  const userSchema = z.looseObject({ id: z.string() });
  it("makes a person who can sign in, changes and disables them, and the sockets follow within two seconds", async () => {
    const made = await cast.http.admin.send("POST", "/api/admin/users", {
      name: "New Agent",
      email: "new.agent@example.org",
      role: "agent",
      password: PASSWORD,
    });
    expect(made).toMatchObject({ status: 201, body: { role: "agent", email: "new.agent@example.org" } });
    const { id } = userSchema.parse(made.body);
    expect(
      (await cast.http.admin.send("PATCH", `/api/admin/users/${id}`, { teamIds: [cast.open.id] })).status,
    ).toBe(200);
    const { id: ticketId } = await fileTicket(cast.http.requester);
    const pair = await signIn("new.agent@example.org");
    const client = new SocketClient({ url: desk.url(), token: pair.accessToken });
    await until("it is ready", () => client.received("session:ready") !== undefined);
    await comment(cast.http.requester, ticketId);
    expect(await client.ask("ticket:join", { ticketId, since: 1 })).toMatchObject({
      ok: true,
      version: 2,
      events: [{ name: "comment:added", version: 2 }, { name: "ticket:activity" }],
    });
    expect((await cast.http.admin.send("PATCH", `/api/admin/users/${id}`, { role: "user" })).status).toBe(
      200,
    );
    await until("the socket is sent away", () => client.received("session:changed") !== undefined, 2_000);
    await until(
      "it is back as a user",
      () => client.receipts.filter((receipt) => receipt.name === "session:ready").length === 2,
    );
    expect(client.receipts.findLast((receipt) => receipt.name === "session:ready")?.payload).toMatchObject({
      user: { role: "user" },
    });
    expect(await client.ask("ticket:join", { ticketId })).toMatchObject({
      ok: false,
      error: { code: "not_found" },
    });
    expect((await cast.http.admin.send("PATCH", `/api/admin/users/${id}`, { disabled: true })).status).toBe(
      200,
    );
    await until(
      "the session is ended",
      () => client.received("session:ended") !== undefined && !client.socket.connected,
      2_000,
    );
    expectProblem(
      await new HttpClient(desk.url(), pair.accessToken).send("GET", "/api/me"),
      401,
      "unauthorized",
    );
    expectProblem(
      await plain("/api/token", { email: "new.agent@example.org", password: PASSWORD }),
      401,
      "invalid_credentials",
    );
    client.close();
  });

  it("cannot be without one: the last is neither demoted nor disabled", async () => {
    const last = await makePerson(cast.organisation, { role: "admin", passwordHash });
    // The other admin of the cast has no password, so nobody could sign in as one.
    for (const patch of [{ role: "agent" }, { disabled: true }, { role: "user", disabled: true }]) {
      expectProblem(
        await cast.http.admin.send("PATCH", `/api/admin/users/${last.id}`, patch),
        409,
        "last_admin",
      );
    }
  });

  it("is asked for by every path below /api/admin", async () => {
    for (const path of [
      "users",
      "teams",
      "categories",
      "sessions",
      "audit",
      "settings",
      "connections",
      "notices",
      "anything",
    ]) {
      for (const who of ["agent", "viewer", "requester"] as const) {
        expectProblem(await cast.http[who].send("GET", `/api/admin/${path}`), 403, "forbidden");
      }
      expectProblem(await anonymous().send("GET", `/api/admin/${path}`), 401, "unauthorized");
    }
  });
});
