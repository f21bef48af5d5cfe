import { randomBytes } from "node:crypto";
import pino, { multistream, type Logger } from "pino";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { mountedRoutes } from "@/app/mounted-routes";
import { checkDirectories } from "@/features/directories/server/job-check";
import { sendDueMails } from "@/features/mail/server/job-send";
import { flushTallies } from "@/server/audit/tally";
import { pool } from "@/server/database/database";
import type { MailServer } from "@/server/process/env-mail";
import { forgetShared, shareOnce } from "@/server/process/globals";
import { log, loggerOptions, machineReadable, readable } from "@/server/process/log";
import { forgetLimits } from "@/server/rate-limits/limits";
import { writeSealedSettings } from "@/server/secrets/sealed-settings";
import { hashPassword } from "@/server/sign-in/passwords";
import { setUpDesk } from "../desk/setup";
import {
  makeAccessToken,
  makeOrganisation,
  makePerson,
  makeSession,
  type MadeOrganisation,
} from "../factories";
import { cookieOf } from "../http/requests";
import { setMailServer } from "../mail";

// Every route is asked with secrets in every place where clients put them, by nobody, by an admin's token and by an admin's cookie, with the log at its most
// talkative. Then each of them, and each that was given out meanwhile, is looked for in the log (both its forms) and in every table.

const desk = setUpDesk();
const PASSWORD = "zyqx four words not guessable 7391";
const written = { json: "", lines: "" };
const secrets = new Map<string, string>([["the admin's password", PASSWORD]]);
let organisation: MadeOrganisation;

/** A new secret of this kind, in letters and digits alone, so that no encoding hides it. */
function secret(kind: string): string {
  const value = `zq${kind.replaceAll(/\W/g, "")}${randomBytes(12).toString("hex")}`;
  secrets.set(`${kind} ${secrets.size}`, value);
  return value;
}

beforeAll(async () => {
  forgetShared("log");
  shareOnce<Logger>("log", () =>
    pino(
      loggerOptions("trace"),
      multistream(
        [
          { stream: machineReadable({ write: (text) => (written.json += text) }) },
          { stream: readable({ write: (text) => (written.lines += text) }) },
        ].map((one) => ({ ...one, level: "trace" as const })),
      ),
    ),
  );
  organisation = await makeOrganisation();
  // Everything outside is away, with passwords that failures might repeat.
  setMailServer(mailServer());
  await writeSealedSettings(pool(), organisation.id, "ldap", {
    url: "ldap://127.0.0.1:9",
    baseDn: "dc=example,dc=org",
    bindDn: "cn=helpejo,dc=example,dc=org",
    bindPassword: secret("ldap"),
    userFilter: "(uid={login})",
    roleMap: null,
    isPlain: true,
    certificate: null,
    linkByAddress: false,
  });
  await writeSealedSettings(pool(), organisation.id, "oidc", {
    issuer: "http://127.0.0.1:9",
    clientId: "helpejo",
    clientSecret: secret("client"),
    name: null,
    audience: "helpejo",
    roleClaim: "roles",
    roleMap: [],
    createPeople: true,
    secondFactor: [],
  });
});
beforeEach(forgetLimits);
afterAll(() => setMailServer(null));

const mailServer = (): MailServer => ({
  host: "127.0.0.1",
  port: 9,
  isSecure: false,
  auth: { user: "mailer", password: secret("smtp") },
  from: { name: null, address: "desk@example.org" },
});

const METHODS = mountedRoutes.filter(({ method }) => method !== "*");
/** Names in answers whose values are secrets. */
const GIVEN_OUT = /"(?:accessToken|refreshToken|token|secret|invitationToken|link|csrfToken)":"([^"]{8,})"/g;
const RECOVERY = /"recoveryCodes":(\[[^\]]*\])/;

/** A body that has something secret in every field that takes it, and good values in others, so that handlers get far. */
function bodyOf(email: string): Record<string, unknown> {
  return {
    name: "Somebody",
    email,
    password: secret("password"),
    current: secret("current"),
    token: secret("token"),
    refreshToken: secret("refresh"),
    totp: secret("totp"),
    code: secret("code"),
    secret: secret("secret"),
    login: secret("login"),
    csrfToken: secret("csrf"),
    logout_token: `${secret("logout")}.${secret("logout")}.${secret("logout")}`,
    clientSecret: secret("client"),
    bindPassword: secret("bind"),
    url: "ldap://127.0.0.1:9",
    baseDn: "dc=example,dc=org",
    bindDn: "cn=helpejo,dc=example,dc=org",
    isPlain: true,
    issuer: "http://127.0.0.1:9",
    clientId: "helpejo",
    scopes: ["read"],
    role: "user",
    passkey: {
      id: secret("passkey"),
      rawId: secret("passkey"),
      type: "public-key",
      response: { clientDataJSON: secret("client"), authenticatorData: "AA", signature: secret("signature") },
    },
  };
}

interface Caller {
  what: string;
  headers(): Promise<Record<string, string>>;
}

const newAdmin = async () =>
  await makeSession(await makePerson(organisation, { role: "admin", passwordHash: await hashOnce() }));
let hashed: Promise<string> | null = null;
const hashOnce = (): Promise<string> => (hashed ??= hashPassword(PASSWORD));

const CALLERS: Caller[] = [
  {
    what: "nobody",
    headers: async () => ({
      authorization: `Bearer ${secret("bearer")}`,
      cookie: `next-auth.session-token=${secret("cookie")}; next-auth.state=${secret("state")}`,
    }),
  },
  {
    what: "a token",
    headers: async () => {
      const token = await makeAccessToken(await newAdmin());
      secrets.set(`an access token ${secrets.size}`, token);
      return { authorization: `Bearer ${token}` };
    },
  },
  {
    what: "a cookie",
    headers: async () => {
      const cookie = await cookieOf(await newAdmin());
      secrets.set(`a session's cookie ${secrets.size}`, cookie.split("=")[1] ?? "");
      return { cookie, origin: "http://localhost:3003" };
    },
  },
];

/** Asks once, and keeps what the answer gives out. */
async function ask(method: string, path: string, init: RequestInit): Promise<number> {
  forgetLimits();
  const response = await fetch(`${desk.url()}${path}`, { method, redirect: "manual", ...init });
  const text = await response.text();
  const kept = (value: string): void =>
    void secrets.set(`given out by ${method} ${path} ${secrets.size}`, value);
  // Its examples are no secrets.
  if (!path.startsWith("/api/openapi.json")) {
    [...text.matchAll(GIVEN_OUT)].forEach(([, value = ""]) => kept(value));
  }
  const codes = RECOVERY.exec(text)?.[1];
  z.array(z.string())
    .parse(JSON.parse(codes ?? "[]"))
    .forEach(kept);
  response.headers
    .getSetCookie()
    .map((one) => one.split(";")[0]?.split("=")[1] ?? "")
    .filter((value) => value.length > 20)
    .forEach(kept);
  return response.status;
}

function pathOf(pattern: string): string {
  return pattern
    .replaceAll(/\[\.{3}\w+\]/g, "callback/credentials")
    .replaceAll(/\[\w+\]/g, "00000000-0000-4000-8000-000000000001");
}

it("no route writes a secret that it was sent or gave out, into the log, in either form, nor into any table", async () => {
  const statuses = new Map<number, number>();
  const count = (status: number): void => void statuses.set(status, (statuses.get(status) ?? 0) + 1);
  let index = 0;
  for (const { method, pattern } of METHODS) {
    for (const caller of CALLERS) {
      const headers = await caller.headers();
      const query = new URLSearchParams({
        token: secret("querytoken"),
        code: secret("querycode"),
        state: secret("querystate"),
        password: secret("querypassword"),
        callbackUrl: `/tickets?token=${secret("target")}`,
      });
      const path = `${pathOf(pattern)}?${query}`;
      const body = bodyOf(`secrets-${(index += 1)}@example.org`);
      const referer = `https://desk.example/reset#${secret("fragment")}?${secret("referer")}`;
      if (["GET", "HEAD", "DELETE"].includes(method)) {
        count(await ask(method, path, { headers: { ...headers, referer } }));
        continue;
      }
      const json = { ...headers, referer, "content-type": "application/json" };
      count(await ask(method, path, { headers: json, body: JSON.stringify(body) }));
      // Cut in the middle, and of the wrong kind.
      count(await ask(method, path, { headers: json, body: `{"password":"${secret("cut")}` }));
      count(
        await ask(method, path, {
          headers: json,
          body: JSON.stringify({ password: { deep: secret("deep") } }),
        }),
      );
      if (caller.what === "nobody") {
        const form = {
          ...headers,
          "content-type": "application/x-www-form-urlencoded",
          origin: "http://localhost:3003",
        };
        const fields = Object.entries(body).filter(([, value]) => typeof value === "string");
        count(
          await ask(method, path, {
            headers: form,
            body: new URLSearchParams(fields.map(([name, value]) => [name, String(value)])).toString(),
          }),
        );
      }
    }
  }
  // What is away outside fails with its password in hand.
  await sendDueMails(mailServer());
  const admin = await newAdmin();
  await pool().query(
    "INSERT INTO identities (organisation_id, issuer, subject, person_id) VALUES ($1, 'ldap:dc=example,dc=org', 'x', $2)",
    [organisation.id, admin.id],
  );
  await checkDirectories();
  log().error(
    { err: new Error("a sentinel"), password: secret("password"), headers: { cookie: secret("cookie") } },
    "a sentinel",
  );
  await flushTallies();

  const places = new Map([
    ["the log as JSON", written.json],
    ["the log as lines", written.lines],
  ]);
  const { rows: tables } = await pool().query<{ name: string }>(
    "SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1",
  );
  for (const { name } of tables) {
    const { rows } = await pool().query<{ all: string | null }>(
      `SELECT string_agg(t::text, E'\\n') AS all FROM ${name} t`,
    );
    places.set(`the table ${name}`, rows[0]?.all ?? "");
  }
  const found = [...places].flatMap(([place, text]) =>
    [...secrets]
      .filter(([, value]) => text.includes(value) || text.includes(encodeURIComponent(value)))
      .map(([what]) => `${what} in ${place}`),
  );
  console.info(
    `log: ${[...statuses.values()].reduce((sum, one) => sum + one, 0)} requests to ${METHODS.length} routes (${[
      ...statuses,
    ]
      .sort()
      .map(([status, times]) => `${status}: ${times}`)
      .join(", ")}), ${secrets.size} secrets looked for in ${places.size} places`,
  );
  expect(found).toEqual([]);
  // The log was listened to, in both forms; handlers were reached; and nothing failed inside for what it was sent.
  expect(written.json).toContain("a sentinel");
  expect(written.lines).toContain("a sentinel");
  expect(statuses.get(200)).toBeGreaterThan(20);
  expect([...statuses.keys()].filter((status) => status >= 500 && status !== 503)).toEqual([]);
}, 240_000);
