import { v7 } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/server/database/database";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation } from "@/testing/factories";
import type { Actor } from "@/shared/roles";
import { sweepSessions } from "./write-sweep";

setUpDatabase();

let actor: Actor;

beforeAll(async () => {
  actor = await makeActor(await makeOrganisation());
});

/** Times are relative to now, such as "-31 days"; null means never. */
async function addSession(expires: string, ended: string | null): Promise<string> {
  const id = v7();
  await pool().query(
    `INSERT INTO sessions (id, organisation_id, person_id, kind, expires_at, ended_at)
     VALUES ($1, $2, $3, 'browser', now() + $4::interval, now() + $5::interval)`,
    [id, actor.organisationId, actor.id, expires, ended],
  );
  return id;
}

async function addToken(kind: string, expires: string, used: string | null): Promise<string> {
  const id = v7();
  await pool().query(
    `INSERT INTO secret_tokens (id, organisation_id, person_id, session_id, kind, hash, expires_at, used_at)
     VALUES ($1, $2, $3, $4, $5, $8, now() + $6::interval, now() + $7::interval)`,
    [id, actor.organisationId, actor.id, actor.sessionId, kind, expires, used, id],
  );
  return id;
}

async function addKey(key: string, age: string): Promise<void> {
  await pool().query(
    "INSERT INTO idempotency_keys (person_id, scope, key, body_hash, created_at) VALUES ($1, 'POST /', $2, '', now() - $3::interval)",
    [actor.id, key, age],
  );
}

async function left(table: string, column = "id"): Promise<unknown[]> {
  const { rows } = await pool().query<{ kept: unknown }>(
    `SELECT ${column} AS kept FROM ${table} ORDER BY ${column}`,
  );
  return rows.map((row) => row.kept);
}

describe("the sweep", () => {
  it("removes sessions 30 days after their end or expiry, whichever came first, and no live one", async () => {
    await addSession("-31 days", null);
    await addSession("-31 days", "-40 days");
    await addSession("10 days", "-31 days");
    const kept = [
      actor.sessionId,
      await addSession("10 days", null),
      await addSession("10 days", "-29 days"),
      await addSession("-29 days", null),
    ];
    expect(await sweepSessions()).toBe(3);
    expect(await left("sessions")).toEqual(kept.sort());
  });

  it("removes secrets that expired, and used ones after a day, but a used refresh token only when it has expired", async () => {
    await addToken("access", "-1 minute", null);
    await addToken("refresh", "-1 minute", "-2 days");
    await addToken("invitation", "5 days", "-25 hours");
    const kept = [
      await addToken("access", "5 minutes", null),
      await addToken("refresh", "5 days", "-20 days"),
      await addToken("invitation", "5 days", null),
      await addToken("reset", "5 days", "-1 hour"),
    ];
    expect(await sweepSessions()).toBe(3);
    expect(await left("secret_tokens")).toEqual(kept.sort());
  });

  it("removes answers by Idempotency-Key after 24 hours, in as many batches as it needs", async () => {
    for (let count = 0; count < 7; count++) {
      await addKey(`old-${count}`, "24 hours 1 minute");
    }
    await addKey("fresh", "23 hours 59 minutes");
    expect(await sweepSessions(3)).toBe(7);
    expect(await left("idempotency_keys", "key")).toEqual(["fresh"]);
    expect(await sweepSessions(3)).toBe(0);
  });

  it("leaves locked rows to the next run", async () => {
    await addKey("held", "25 hours");
    const client = await pool().connect();
    try {
      await client.query("BEGIN; SELECT 1 FROM idempotency_keys WHERE key = 'held' FOR UPDATE");
      expect(await sweepSessions()).toBe(0);
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
    expect(await sweepSessions()).toBe(1);
  });
});
