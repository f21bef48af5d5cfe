import { beforeAll, describe, expect, it } from "vitest";
import { tokenPairSchema, type TokenPair } from "@/features/sessions/schema";
import { pool } from "@/server/database/database";
import { hashPassword } from "@/server/sign-in/passwords";
import { makeOrganisation, makePerson, type MadeOrganisation, type MadePerson } from "@/testing/factories";
import { HttpClient, type ApiAnswer } from "@/testing/http/client";
import { until } from "@/testing/wait";
import { setUpTwoProcesses } from "@/testing/processes/two-servers";

const processes = setUpTwoProcesses();
const PASSWORD = "correct horse battery";
const AT_ONCE = 24;
let organisation: MadeOrganisation;
let passwordHash: string;

beforeAll(async () => {
  organisation = await makeOrganisation();
  passwordHash = await hashPassword(PASSWORD);
});

describe("a refresh that races itself", () => {
  it("gets one new pair in two processes, however many come at once, and nobody is signed out", async () => {
    const person = await makePerson(organisation, { passwordHash });
    let pair = await signIn(person);
    for (let round = 0; round < 3; round += 1) {
      const answers = await holdWhileTheyCome(person, () => refreshAtOnce(pair.refreshToken));
      expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
      const pairs = answers.map((answer) => tokenPairSchema.parse(answer.body));
      expect(new Set(pairs.map((one) => `${one.accessToken} ${one.refreshToken}`)).size).toBe(1);
      pair = pairs[0] ?? pair;
      expect(await whoIs(pair.accessToken)).toBe(person.id);
    }
    expect(await countOf(person)).toEqual({ tokens: 8, endings: 0 });
  });

  it("a token that comes again once its answer was given ends the whole family, at the other process too", async () => {
    const person = await makePerson(organisation, { passwordHash });
    const first = await signIn(person);
    const [answer] = await refreshAtOnce(first.refreshToken);
    const second = tokenPairSchema.parse(answer?.body);
    expect((await refresh(1, first.refreshToken)).status).toBe(401);
    expect((await refresh(0, second.refreshToken)).status).toBe(401);
    expect(await whoIs(second.accessToken)).toBe(null);
    expect(await countOf(person)).toMatchObject({ endings: 1 });
  });

  it("a stolen token that many send at once, after its owner used it, works for none of them", async () => {
    const person = await makePerson(organisation, { passwordHash });
    const first = await signIn(person);
    const second = tokenPairSchema.parse((await refresh(0, first.refreshToken)).body);
    const answers = await refreshAtOnce(first.refreshToken);
    expect(new Set(answers.map((one) => one.status))).toEqual(new Set([401]));
    expect(await whoIs(second.accessToken)).toBe(null);
  });

  it("stores neither token in clear, nor anything from which one can be derived", async () => {
    const person = await makePerson(organisation, { passwordHash });
    const first = await signIn(person);
    const second = tokenPairSchema.parse((await refresh(0, first.refreshToken)).body);
    const { rows } = await pool().query<{ row: string }>(
      "SELECT t::text AS row FROM secret_tokens t WHERE person_id = $1",
      [person.id],
    );
    const kept = rows.map(({ row }) => row).join("\n");
    for (const token of [first, second].flatMap((one) => [one.accessToken, one.refreshToken])) {
      expect(kept).not.toContain(token);
    }
  });
});

describe("a family of tokens", () => {
  it("ends when its time is over, however often it is refreshed", async () => {
    const person = await makePerson(organisation, { passwordHash });
    const first = await signIn(person);
    await pool().query(
      "UPDATE sessions SET created_at = now() - interval '90 days' + interval '1 hour' WHERE person_id = $1",
      [person.id],
    );
    const second = tokenPairSchema.parse((await refresh(0, first.refreshToken)).body);
    const { rows } = await pool().query<{ is_capped: boolean }>(
      `SELECT s.expires_at <= s.created_at + interval '90 days' AND t.expires_at <= s.created_at + interval '90 days' AS is_capped
       FROM sessions s JOIN secret_tokens t ON t.session_id = s.id AND t.kind = 'refresh' AND t.used_at IS NULL WHERE s.person_id = $1`,
      [person.id],
    );
    expect(rows).toEqual([{ is_capped: true }]);
    await pool().query("UPDATE sessions SET expires_at = now() - interval '1 second' WHERE person_id = $1", [
      person.id,
    ]);
    expect((await refresh(1, second.refreshToken)).status).toBe(401);
  });
});

async function signIn(person: MadePerson): Promise<TokenPair> {
  return tokenPairSchema.parse(
    (await ask(0, "/api/token", { email: person.email, password: PASSWORD })).body,
  );
}

/** Locks a person's tokens until both processes wait for them: however busy the machine is, requests that `send` sends are there before the token is used. */
async function holdWhileTheyCome<T>(person: MadePerson, send: () => Promise<T>): Promise<T> {
  const lock = await pool().connect();
  try {
    await lock.query("BEGIN");
    await lock.query("SELECT 1 FROM secret_tokens WHERE person_id = $1 FOR UPDATE", [person.id]);
    const sent = send();
    await until("both processes wait for the token", async () => (await countWaiting()) === 2);
    await lock.query("COMMIT");
    return await sent;
  } finally {
    lock.release(true);
  }
}

async function countWaiting(): Promise<number | undefined> {
  const { rows } = await pool().query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FROM secret_tokens t%FOR UPDATE%'`,
  );
  return rows[0]?.count;
}

/** Sends every second one to the other process. */
function refreshAtOnce(refreshToken: string): Promise<ApiAnswer[]> {
  return Promise.all(Array.from({ length: AT_ONCE }, (_, index) => refresh(index % 2, refreshToken)));
}

function refresh(process: number, refreshToken: string): Promise<ApiAnswer> {
  return ask(process, "/api/token/refresh", { refreshToken });
}

function ask(process: number, path: string, body: object): Promise<ApiAnswer> {
  const { url } = process === 0 ? processes.first() : processes.second();
  return new HttpClient(url, null).send("POST", path, body);
}

async function whoIs(token: string): Promise<unknown> {
  const answer = await new HttpClient(processes.second().url, token).send("GET", "/api/me");
  return answer.status === 200 ? Reflect.get(Object(answer.body), "id") : null;
}

async function countOf(person: MadePerson): Promise<{ tokens: number; endings: number }> {
  const { rows } = await pool().query<{ tokens: number; endings: number }>(
    `SELECT (SELECT count(*)::int FROM secret_tokens WHERE person_id = $1) AS tokens,
       (SELECT count(*)::int FROM events WHERE type = 'session:ended' AND data->>'personId' = $1::text) AS endings`,
    [person.id],
  );
  return rows[0] ?? { tokens: -1, endings: -1 };
}
