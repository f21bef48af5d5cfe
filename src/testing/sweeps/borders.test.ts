import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { pool } from "@/server/database/database";
import { forgetLimits } from "@/server/rate-limits/limits";
import { hashPassword } from "@/server/sign-in/passwords";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "../desk/setup";
import { makeAccessToken, makePerson, makeSession, type MadePerson } from "../factories";
import { setUpFiles } from "../files";
import { listTargets } from "../hostile/targets";
import { cookieOf } from "../http/requests";
import { judgePair, revealed, SECRET } from "./judge";
import { endTimed, sendTimed, type TimedAnswer } from "./send";
import { makeTwoOrganisations, THEIRS, type TwoOrganisations } from "./tenants";

// What carries over from one organisation to another besides ids and words: cookies, cursors, keys of repeated requests, and
// what next-auth answers by itself.

const PASSWORD = "four words not guessable 7391";
const desk = setUpDesk();
setUpFiles();
let world: TwoOrganisations;
let ours: { admin: Actor; token: string };
let theirs: { admin: MadePerson & Actor; token: string };

const pageSchema = z.object({ nextCursor: z.string().nullable() });
const idSchema = z.looseObject({ id: z.string() });

beforeAll(async () => {
  world = await makeTwoOrganisations(10);
  const admin = await world.cast.ours.session("admin");
  if (!admin) {
    throw new Error("there is no admin");
  }
  ours = { admin, token: await makeAccessToken(admin) };
  const person = await makePerson(world.theirs, {
    role: "admin",
    name: `${SECRET}Admin`,
    passwordHash: await hashPassword(PASSWORD),
  });
  const session = await makeSession(person);
  theirs = { admin: { ...person, ...session }, token: await makeAccessToken(session) };
}, 120_000);
beforeEach(forgetLimits);
afterAll(endTimed);

const atOurs = (given: {
  method?: string;
  path: string;
  token?: string | null;
  body?: unknown;
  headers?: Record<string, string>;
}): Promise<TimedAnswer> => {
  forgetLimits();
  const { method = "GET", path, token = null, headers, ...rest } = given;
  return sendTimed(desk.url(), {
    method,
    path,
    token,
    host: world.hosts.ours,
    ...rest,
    ...(headers ? { headers } : {}),
  });
};

it("nothing of theirs stands in anything that is read at our address, by anybody, also where nothing can be asked for", async () => {
  const targets = (await listTargets()).filter(({ method }) => method === "GET");
  const wrong: string[] = [];
  for (const { who, token } of world.askers) {
    for (const { pattern, about } of targets) {
      const answer = await atOurs({ path: await world.ourPath(pattern, about), token });
      const text = answer.text.replaceAll(THEIRS, SECRET);
      revealed(world.theirIds, "", { ...answer, text }).forEach((it) =>
        wrong.push(`${who}: ${pattern}: ${it}`),
      );
    }
  }
  expect(wrong).toEqual([]);
}, 120_000);

it("a cookie of theirs is at our address what a made-up one is, for every route that is read and for next-auth", async () => {
  const cookie = await cookieOf(theirs.admin);
  const madeUp = cookie.replace(/=.*/, `=${"x".repeat(cookie.length - cookie.indexOf("=") - 1)}`);
  const targets = (await listTargets()).filter(({ method }) => method === "GET");
  const paths = [
    ...targets.map(({ pattern }) =>
      pattern
        .replace("[...nextauth]", "session")
        .replace("[...rest]", "nothing")
        .replace(/\[\w+\]/g, "1"),
    ),
    ...["csrf", "providers", "signin", "signout", "error", "callback/credentials"].map(
      (name) => `/api/auth/${name}`,
    ),
  ];
  const wrong: string[] = [];
  for (const path of new Set(paths)) {
    const [one, other] = [
      await atOurs({ path, headers: { cookie } }),
      await atOurs({ path, headers: { cookie: madeUp } }),
    ];
    const pair = { what: "cookie", theirs: cookie, nobodys: madeUp };
    const answers = { theirs: plain(one), nobodys: plain(other), changes: false };
    judgePair(world, pair, answers).forEach((problem) => wrong.push(`${path}: ${problem}`));
  }
  expect(wrong).toEqual([]);
  // And at their own address it is theirs.
  const home = await sendTimed(desk.url(), {
    method: "GET",
    path: "/api/me",
    host: world.hosts.theirs,
    token: null,
    headers: { cookie },
  });
  expect([home.status, idSchema.parse(JSON.parse(home.text)).id]).toEqual([200, theirs.admin.id]);
});

it("next-auth knows nobody of theirs at our address, and leads nobody to theirs", async () => {
  const csrf = await atOurs({ path: "/api/auth/csrf" });
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(JSON.parse(csrf.text));
  const cookie = [csrf.headers["set-cookie"]]
    .flat()
    .map((line) => String(line).split(";")[0])
    .join("; ");
  const signIn = (email: string): Promise<TimedAnswer> =>
    atOurs({
      method: "POST",
      path: "/api/auth/callback/credentials",
      body: {
        email,
        password: PASSWORD,
        csrfToken,
        json: "true",
        callbackUrl: `http://${world.hosts.theirs}/tickets`,
      },
      headers: { cookie },
    });
  const [known, unknown] = [await signIn(theirs.admin.email), await signIn("nobody@example.org")];
  expect([known.status, plain(known).text]).toEqual([unknown.status, plain(unknown).text]);
  expect(known.text).not.toContain(world.hosts.theirs);
  expect(JSON.stringify(known.headers["set-cookie"] ?? "")).not.toContain("session-token");
  expect(JSON.stringify(known.headers["set-cookie"] ?? "")).not.toContain(
    encodeURIComponent(world.hosts.theirs),
  );
});

it("a cursor of theirs shows nothing of theirs in a list of ours", async () => {
  const lists = (await listTargets()).filter(
    ({ method, parameters }) => method === "GET" && parameters.includes("cursor"),
  );
  expect(lists.length).toBeGreaterThan(8);
  let tried = 0;
  const wrong: string[] = [];
  for (const { pattern, about } of lists) {
    const [there, here] = [await world.theirPath(pattern, about), await world.ourPath(pattern, about)];
    const first = await sendTimed(desk.url(), {
      method: "GET",
      path: `${there}?limit=1`,
      host: world.hosts.theirs,
      token: theirs.token,
    });
    const cursor = pageSchema.safeParse(first.status === 200 ? JSON.parse(first.text) : {}).data?.nextCursor;
    if (!cursor) {
      continue;
    }
    tried += 1;
    const answer = await atOurs({
      path: `${here}?limit=100&cursor=${encodeURIComponent(cursor)}`,
      token: ours.token,
    });
    expect(answer.status, pattern).toBeLessThan(500);
    revealed(world.theirIds, cursor, answer).forEach((problem) => wrong.push(`${pattern}: ${problem}`));
  }
  console.info(`borders: ${tried} lists asked with a cursor of theirs`);
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(4);
});

it("a key by which a request is repeated is its person's own: another's, there or here, has an effect of its own", async () => {
  const body = { title: "The same words", description: "Sent by several people with one key." };
  const headers = { "idempotency-key": "one-key-for-all" };
  const colleague = await makeAccessToken(await makeSession(await makePerson(world.ours, { role: "agent" })));
  const send = (token: string, host: string): Promise<TimedAnswer> =>
    sendTimed(desk.url(), { method: "POST", path: "/api/tickets", host, token, body, headers });
  const answers = [
    await send(theirs.token, world.hosts.theirs),
    await send(ours.token, world.hosts.ours),
    await send(colleague, world.hosts.ours),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  const ids = answers.map(({ text }) => idSchema.parse(JSON.parse(text)).id);
  expect(new Set(ids).size).toBe(3);
  const again = await send(ours.token, world.hosts.ours);
  expect(idSchema.parse(JSON.parse(again.text)).id).toBe(ids[1]);
  const { rows } = await pool().query(
    "SELECT organisation_id AS id FROM tickets WHERE id = ANY($1) ORDER BY id",
    [ids],
  );
  expect(rows.map(({ id }) => id).sort()).toEqual([world.ours.id, world.ours.id, world.theirs.id].sort());
  // With another body the key is taken, for its own person alone.
  const other = { ...body, title: "Other words" };
  const reused = await sendTimed(desk.url(), {
    method: "POST",
    path: "/api/tickets",
    host: world.hosts.ours,
    token: ours.token,
    body: other,
    headers,
  });
  expect(reused.status).toBe(422);
});

/** An answer without what next-auth makes anew each time. */
function plain(answer: TimedAnswer): TimedAnswer {
  return {
    ...answer,
    headers: { ...answer.headers, "set-cookie": undefined },
    text: answer.text.replace(/"(csrfToken|requestId)":"[^"]+"/g, '"$1":""'),
  };
}
