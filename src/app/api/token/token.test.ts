import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { resolveSession } from "@/server/api/actor";
import { pool } from "@/server/database/database";
import { tokenPairSchema, type TokenPair } from "@/features/sessions/schema";
import { PASSWORD, setUpAccounts } from "@/testing/accounts";
import { makeOrganisation } from "@/testing/factories";
import type { ApiAnswer } from "@/testing/http/client";
import { callRoute } from "@/testing/http/requests";
import { POST as refresh } from "./refresh/route";
import { POST as revoke } from "./revoke/route";
import { POST as token } from "./route";

const accounts = setUpAccounts();

beforeAll(async () => {
  await makeOrganisation({ host: "other.example" });
});

async function ask(
  email: string,
  password: string,
  headers: Record<string, string> = {},
): Promise<ApiAnswer> {
  return await callRoute(token, { method: "POST", path: "/api/token", body: { email, password }, headers });
}

async function exchange(refreshToken: string, headers: Record<string, string> = {}): Promise<ApiAnswer> {
  return await callRoute(refresh, {
    method: "POST",
    path: "/api/token/refresh",
    body: { refreshToken },
    headers,
  });
}

async function pairFor(email: string): Promise<TokenPair> {
  return tokenPairSchema.parse((await ask(email, PASSWORD)).body);
}

async function isLive(accessToken: string, host = "localhost:3003"): Promise<boolean> {
  return (await resolveSession({ bearer: accessToken, cookie: null, host })) !== null;
}

function codeOf(response: ApiAnswer): string {
  return z.object({ code: z.string() }).parse(response.body).code;
}

async function endingsOf(personId: string): Promise<string[]> {
  const { rows } = await pool().query<{ reason: string }>(
    "SELECT data->>'reason' AS reason FROM events WHERE type = 'session:ended' AND data->>'personId' = $1 ORDER BY at, id",
    [personId],
  );
  return rows.map((row) => row.reason);
}

describe("bearer tokens", () => {
  it("are given for the right password, and kept only as hashes", async () => {
    const person = await accounts.makePerson();
    const pair = await pairFor(person.email);
    expect(pair).toMatchObject({ tokenType: "Bearer", expiresIn: 900 });
    expect(await isLive(pair.accessToken)).toBe(true);
    const { rows } = await pool().query("SELECT 1 FROM secret_tokens WHERE hash IN ($1, $2)", [
      pair.accessToken,
      pair.refreshToken,
    ]);
    expect(rows).toEqual([]);
  });

  it("are refused with invalid_credentials, and a bad body with 422", async () => {
    const person = await accounts.makePerson();
    const wrong = await ask(person.email, "wrong password");
    expect([wrong.status, codeOf(wrong)]).toEqual([401, "invalid_credentials"]);
    expect((await callRoute(token, { method: "POST", body: { email: person.email } })).status).toBe(422);
    expect(
      (await callRoute(token, { method: "POST", body: { email: person.email, password: PASSWORD, more: 1 } }))
        .status,
    ).toBe(200);
    expect(
      (await callRoute(token, { method: "POST", body: { email: { $ne: "" }, password: PASSWORD } })).status,
    ).toBe(422);
  });

  it("rotate: the new pair works, and the old refresh token used again ends the session of both", async () => {
    const person = await accounts.makePerson();
    const first = await pairFor(person.email);
    const second = tokenPairSchema.parse((await exchange(first.refreshToken)).body);
    expect(await isLive(second.accessToken)).toBe(true);

    const reused = await exchange(first.refreshToken);
    expect([reused.status, codeOf(reused)]).toEqual([401, "invalid_token"]);
    expect((await exchange(second.refreshToken)).status).toBe(401);
    expect(await isLive(second.accessToken)).toBe(false);
    expect(await endingsOf(person.id)).toEqual(["token_reuse"]);
  });

  it("two tabs that refresh at the same moment get the same pair and stay signed in", async () => {
    const person = await accounts.makePerson();
    const first = await pairFor(person.email);
    const [one, two] = await Promise.all([exchange(first.refreshToken), exchange(first.refreshToken)]);
    expect(one?.status).toBe(200);
    expect(one?.body).toEqual(two?.body);
    expect((await exchange(tokenPairSchema.parse(one?.body).refreshToken)).status).toBe(200);
    expect(await endingsOf(person.id)).toEqual([]);
  });

  it("are revoked with their session; revoking twice or something unknown is no error", async () => {
    const person = await accounts.makePerson();
    const pair = await pairFor(person.email);
    for (const refreshToken of [pair.refreshToken, pair.refreshToken, "unknown"]) {
      expect((await callRoute(revoke, { method: "POST", body: { refreshToken } })).status).toBe(204);
    }
    expect(await isLive(pair.accessToken)).toBe(false);
    expect((await exchange(pair.refreshToken)).status).toBe(401);
    expect(await endingsOf(person.id)).toEqual(["signed_out"]);
  });

  it("count on their organisation's host only", async () => {
    const person = await accounts.makePerson();
    const pair = await pairFor(person.email);
    expect(await isLive(pair.accessToken, "other.example")).toBe(false);
    expect((await exchange(pair.refreshToken, { host: "other.example" })).status).toBe(401);
    expect((await ask(person.email, PASSWORD, { host: "other.example" })).status).toBe(401);
    expect(await isLive(pair.accessToken)).toBe(true);
  });

  it("stop at once for a disabled person", async () => {
    const person = await accounts.makePerson();
    const pair = await pairFor(person.email);
    await pool().query("UPDATE people SET disabled_at = now() WHERE id = $1", [person.id]);
    expect(await isLive(pair.accessToken)).toBe(false);
    expect((await exchange(pair.refreshToken)).status).toBe(401);
  });
});

describe("guessing passwords", () => {
  it("is stopped with 429 and Retry-After after five failed attempts on an account from an address", async () => {
    const person = await accounts.makePerson();
    const headers = { "x-helpejo-client-address": "192.0.2.1" };
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => ask(person.email, "wrong password", headers)),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([
      ...Array(5).fill(401),
      ...Array(7).fill(429),
    ]);
    const limited = answers.find((answer) => answer.status === 429);
    expect(Number(limited?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await ask(person.email, PASSWORD, headers)).status).toBe(429);
  });

  it("is slowed on an account that is tried from everywhere, but never for an address its owner has used", async () => {
    const person = await accounts.makePerson();
    const home = { "x-helpejo-client-address": "198.51.100.1" };
    expect((await ask(person.email, PASSWORD, home)).status).toBe(200);
    for (let count = 0; count < 20; count += 1) {
      await ask(person.email, "wrong password", { "x-helpejo-client-address": `203.0.113.${count}` });
    }
    const attacker = await ask(person.email, "wrong password", {
      "x-helpejo-client-address": "203.0.113.99",
    });
    expect(attacker.status).toBe(429);
    expect((await ask(person.email, PASSWORD, home)).status).toBe(200);
  });

  it("is stopped for an address that tries many accounts, also when it changes within its IPv6 network", async () => {
    for (let count = 0; count < 100; count += 1) {
      const answer = await ask(`nobody-${count}@example.org`, "wrong password", {
        "x-helpejo-client-address": `2001:db8:1:2::${count}`,
      });
      expect(answer.status).toBe(401);
    }
    expect(
      (
        await ask("nobody@example.org", "wrong password", {
          "x-helpejo-client-address": "2001:db8:1:2:ffff::1",
        })
      ).status,
    ).toBe(429);
    expect(
      (await ask("nobody@example.org", "wrong password", { "x-helpejo-client-address": "2001:db8:1:3::1" }))
        .status,
    ).toBe(401);
  });

  it("does not hinder people who know their password: 120 sign-ins at once from one address all succeed", async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => accounts.makePerson()));
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        ask(people[index % 6]?.email ?? "", PASSWORD, { "x-helpejo-client-address": "192.0.2.50" }),
      ),
    );
    expect(answers.filter((answer) => answer.status !== 200)).toEqual([]);
  });
});
