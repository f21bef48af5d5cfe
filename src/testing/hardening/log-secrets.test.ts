import pino, { type Logger } from "pino";
import { io } from "socket.io-client";
import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { inviteUser } from "@/features/users/server/write-invitation";
import { flushTallies } from "@/server/audit/tally";
import { pool, transaction } from "@/server/database/database";
import { forgetShared, shareOnce } from "@/server/process/globals";
import { log, redaction } from "@/server/process/log";
import { forgetLimits } from "@/server/rate-limits/limits";
import { hashPassword } from "@/server/sign-in/passwords";
import type { OrganisationId } from "@/shared/roles";
import { setUpDesk } from "../desk/setup";
import { makeOrganisation, makePerson, makeSession, type MadePerson } from "../factories";
import { cookieOf } from "../http/requests";
import { codeNow } from "../second-factors/totp";
import { until } from "../wait";

// Everything secret that people, browsers and programs send or get, on good ways and on bad ones, with the log at its most
// talkative: none of it may stand in a line, in the audit or in the log of events.

const desk = setUpDesk();
const PASSWORD = "zyqx four words not guessable 7391";
const NEXT = "zyqx other words nobody guesses 4117";
const WRONG = "zyqx typed into the wrong place 99";
const lines: string[] = [];
const secrets = new Map<string, string>([
  ["the password", PASSWORD],
  ["the new password", NEXT],
  ["a wrong password", WRONG],
]);
let person: MadePerson;
let organisationId: OrganisationId;

const pairSchema = z.object({ accessToken: z.string(), refreshToken: z.string() });
const enrolmentSchema = z.object({ secret: z.string() });
const codesSchema = z.object({ recoveryCodes: z.array(z.string()) });

beforeAll(async () => {
  forgetShared("log");
  shareOnce<Logger>("log", () =>
    pino({ level: "trace", redact: redaction() }, { write: (line) => void lines.push(line) }),
  );
  const organisation = await makeOrganisation();
  organisationId = organisation.id;
  person = await makePerson(organisation, { role: "agent", passwordHash: await hashPassword(PASSWORD) });
});

async function send(method: string, path: string, body: unknown, headers: Record<string, string> = {}) {
  forgetLimits();
  const response = await fetch(`${desk.url()}${path}`, {
    method,
    redirect: "manual",
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: text.startsWith("{") ? z.unknown().parse(JSON.parse(text)) : null,
  };
}

it("secrets of every journey are in no line of the log, no entry of the audit and no event", async () => {
  const { email } = person;
  // Tokens, by the right password, and by words that were typed into the wrong field.
  const pair = pairSchema.parse((await send("POST", "/api/token", { email, password: PASSWORD })).json);
  secrets.set("an access token", pair.accessToken).set("a refresh token", pair.refreshToken);
  await send("POST", "/api/token", { email, password: WRONG });
  await send("POST", "/api/token", { email: WRONG, password: WRONG });
  await send("POST", "/api/token", `{"email": "${email}", "password": "${WRONG}`);
  await send("POST", "/api/token", { email, password: { deep: WRONG } });
  const bearer = { authorization: `Bearer ${pair.accessToken}` };
  expect((await send("GET", "/api/me", undefined, bearer)).status).toBe(200);
  // A second factor.
  const { secret } = enrolmentSchema.parse((await send("POST", "/api/me/totp", {}, bearer)).json);
  const confirmed = await send("POST", "/api/me/totp", { code: codeNow(secret) }, bearer);
  const { recoveryCodes } = codesSchema.parse(confirmed.json);
  secrets.set("an app's secret", secret);
  recoveryCodes.forEach((code, index) => secrets.set(`recovery code ${index}`, code));
  await send("POST", "/api/token", { email, password: PASSWORD, totp: recoveryCodes[0] });
  // The password, changed rightly and wrongly.
  await send("PUT", "/api/me/password", { current: WRONG, password: NEXT }, bearer);
  expect((await send("PUT", "/api/me/password", { current: PASSWORD, password: NEXT }, bearer)).status).toBe(
    204,
  );
  await send("POST", "/api/me/reauthenticate", { password: NEXT }, bearer);
  // A pair exchanged, used twice, revoked.
  const next = pairSchema.parse(
    (await send("POST", "/api/token/refresh", { refreshToken: pair.refreshToken })).json,
  );
  secrets.set("the next access token", next.accessToken).set("the next refresh token", next.refreshToken);
  await send("POST", "/api/token/refresh", { refreshToken: pair.refreshToken });
  await send("POST", "/api/token/revoke", { refreshToken: next.refreshToken });
  // Invitations and registering.
  const invitation = await transaction((tx) => inviteUser(tx, organisationId, person.id));
  secrets.set("an invitation", invitation);
  await send("POST", "/api/invitation/check", { token: invitation });
  await send("POST", "/api/invitation", { token: invitation, password: WRONG });
  await send("POST", "/api/register", { name: "Eve", email: "eve@example.org", password: WRONG });
  // A browser: its cookie, its token against forgery, and both where they do not belong.
  const cookie = await cookieOf(await makeSession(person));
  secrets.set("a session's cookie", cookie.split("=")[1] ?? "");
  const csrf = await send("GET", "/api/auth/csrf", undefined);
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(csrf.json);
  secrets.set("a token against forgery", csrfToken);
  await send("GET", `/api/me?token=${next.accessToken}&password=${encodeURIComponent(WRONG)}`, undefined, {
    cookie,
  });
  await send("GET", `/api/${encodeURIComponent(WRONG)}`, undefined, {
    cookie,
    referer: `https://x.example/?${WRONG.replaceAll(" ", "+")}`,
  });
  await send(
    "POST",
    "/api/tickets",
    { title: "x" },
    { cookie, origin: "https://evil.example", "idempotency-key": "k" },
  );
  const jar = csrf.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const form = new URLSearchParams({ email, password: WRONG, csrfToken, totp: "123456", json: "true" });
  await send("POST", "/api/auth/callback/credentials", form.toString(), {
    cookie: jar,
    "content-type": "application/x-www-form-urlencoded",
  });
  // Sockets, with a token that is good, one that is over and one that is none.
  for (const token of [pair.accessToken, next.accessToken, WRONG]) {
    const socket = io(desk.url(), {
      auth: { token, password: WRONG },
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
    });
    let isOver = false;
    socket.once("connect_error", () => (isOver = true));
    socket.once("session:ready", () => (isOver = true));
    await until("the handshake was answered", () => isOver);
    socket.disconnect();
  }
  // What goes wrong inside, with everything in the error.
  log().error(
    {
      err: new Error("a sentinel"),
      password: WRONG,
      headers: { authorization: `Bearer ${next.accessToken}`, cookie },
    },
    "sentinel",
  );
  await flushTallies();

  const places = new Map([["the log", lines.join("\n")]]);
  for (const table of [
    "audit_entries",
    "events",
    "idempotency_keys",
    "notices",
    "sessions",
    "outgoing_mails",
    "secret_tokens",
  ]) {
    const { rows } = await pool().query<{ all: string | null }>(
      `SELECT string_agg(t::text, E'\\n') AS all FROM ${table} t`,
    );
    places.set(table, rows[0]?.all ?? "");
  }
  const found = [...places].flatMap(([place, text]) =>
    [...secrets]
      .filter(
        ([, value]) => value.length > 0 && (text.includes(value) || text.includes(encodeURIComponent(value))),
      )
      .map(([what]) => `${what} in ${place}`),
  );
  console.info(`log: ${lines.length} lines, ${secrets.size} secrets looked for in ${places.size} places`);
  expect(found).toEqual([]);
  // The log was listened to, and the audit was written.
  expect(lines.join("\n")).toContain("sentinel");
  expect(places.get("audit_entries")).toContain("sign_in.failed");
}, 60_000);
