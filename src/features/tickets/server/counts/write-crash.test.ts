import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, pool } from "@/server/database/database";
import { APPLICATION_DATABASE, APPLICATION_ROLE } from "@/server/embedded-database/roles";
import { migrate } from "@/server/migrations/migrate";
import type { Actor } from "@/shared/roles";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { startPostgres, type PostgresServer } from "@/testing/processes/postgres";
import { readStats } from "./read-stats";
import { createTicket } from "@/features/tickets/server/write-create";

const COPY = "restored";
let postgres: PostgresServer;
let admin: Actor;

beforeAll(async () => {
  postgres = await startPostgres();
  await migrate(postgres.url());
  connectDatabase(postgres.url());
  admin = await makeActor(await makeOrganisation(), { role: "admin" });
});

afterAll(async () => {
  await closeDatabase();
  await postgres.stop();
});

const file = () => createTicket(admin, { title: "One to count", description: "It is counted." });

it("tickets are filed and counted in a database that was copied and crashed soon after", async () => {
  // After a crash PostgreSQL may hand out the numbers of a copied sequence again, while the rows with them stay.
  await file();
  await closeDatabase();
  await postgres.asSuperuser(
    `CREATE DATABASE ${COPY} TEMPLATE ${APPLICATION_DATABASE} OWNER ${APPLICATION_ROLE}`,
  );
  connectDatabase(postgres.url({ database: COPY }));
  await Promise.all([file(), file(), file()]);
  await closeDatabase();
  await postgres.stopAtOnce();
  await postgres.start();
  connectDatabase(postgres.url({ database: COPY }));
  await file();
  expect((await readStats(admin)).byStatus).toMatchObject({ open: 5 });
  const { rows } = await pool().query("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'");
  expect(rows).toEqual([]);
});
