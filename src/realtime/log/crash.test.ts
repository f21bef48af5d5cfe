import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, pool, transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { migrate } from "@/server/migrations/migrate";
import type { LogEvent } from "@/shared/events";
import { makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import { startPostgres, type PostgresServer } from "@/testing/processes/postgres";
import { until } from "@/testing/wait";
import { startReader, type Reader } from "./reader";

let postgres: PostgresServer;
let organisation: MadeOrganisation;
let reader: Reader;
const received: LogEvent[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
  await migrate(postgres.url());
  connectDatabase(postgres.url());
  organisation = await makeOrganisation();
  reader = await startReader(postgres.url(), {
    prepare: async (events) => () => received.push(...events),
    startAfresh: () => undefined,
  });
});

afterAll(async () => {
  await reader.stop();
  await closeDatabase();
  await postgres.stop();
});

it("what is written under a transaction id that was assigned again after a crash is sent, and nothing is sent twice", async () => {
  const written: string[] = [];
  let reused = 0;
  for (let round = 0; round < 6 && reused < 2; round++) {
    written.push((await write()).id);
    await until("the reader has delivered it", () => received.length === written.length);
    const lastSeen = await giveUpSome();
    await postgres.stopAtOnce();
    await postgres.start();
    const { id, xid } = await write();
    written.push(id);
    reused += xid < lastSeen ? 1 : 0;
    await until(
      "the reader has delivered what came after the crash",
      () => received.length === written.length,
    );
  }
  expect(received.map((event) => event.id)).toEqual(written);
  expect(reused, "no crash gave a transaction id out again").toBeGreaterThan(0);
});

/** Runs transactions that are rolled back while the reader sees them: returns the id that it believes to be the next. */
async function giveUpSome(): Promise<bigint> {
  for (let count = 0; count < 5; count++) {
    await transaction(async (tx) => {
      await tx.query("SELECT pg_current_xact_id()");
      throw new Error("nothing comes of it");
    }).catch(() => undefined);
  }
  const { rows } = await pool().query<{ next: string }>(
    "SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next",
  );
  const { rows: looks } = await pool().query<{ now: Date }>("SELECT clock_timestamp() AS now");
  reader.wake();
  await until("the reader has looked", async () => {
    const { rows: since } = await pool().query(
      "SELECT 1 FROM pg_stat_activity WHERE application_name = 'helpejo reader' AND state = 'idle' AND xact_start IS NULL AND query_start > $1",
      [looks[0]?.now],
    );
    return since.length === 1;
  });
  return BigInt(rows[0]?.next ?? 0);
}

/** An event, written as soon as PostgreSQL is there. */
async function write(): Promise<{ id: string; xid: bigint }> {
  let found: { id: string; xid: bigint } | null = null;
  await until("it is written", async () => {
    found = await transaction(async (tx) => {
      const id = await emit(tx, {
        type: "team:changed",
        organisationId: organisation.id,
        actorId: null,
        data: { teamId: organisation.id, isPrivate: false },
      });
      const { rows } = await tx.query<{ xid: string }>("SELECT pg_current_xact_id()::text AS xid");
      return { id, xid: BigInt(rows[0]?.xid ?? 0) };
    }).catch(() => null);
    return found !== null;
  });
  return found ?? { id: "", xid: 0n };
}
