import { afterAll, beforeAll, expect, it } from "vitest";
import { queueMail } from "@/features/mail/server/write-queue";
import { say } from "@/messages/server/say";
import { closeDatabase, connectDatabase, pool, transaction } from "@/server/database/database";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import { startMailServer, type TestMailServer } from "@/testing/mail";
import { startServers, type Servers } from "@/testing/processes/server";
import { until } from "@/testing/wait";

/**
 * The short form runs with all other tests; `npm run test:mails` sends 1,000 mails for each of 10 kills.
 */
const isLong = process.env["MAILS_LONG"] === "1";
const MAILS = isLong ? 1_000 : 100;
const KILLS = isLong ? 10 : 2;
const PATIENCE_MILLISECONDS = isLong ? 300_000 : 60_000;

let database: TestDatabase;
let organisation: MadeOrganisation;
let mail: TestMailServer;
let servers: Servers;

beforeAll(async () => {
  database = await createTestDatabase();
  connectDatabase(database.url);
  organisation = await makeOrganisation();
  mail = await startMailServer();
  servers = await startServers(database.url, 1, {
    TEST_BACKGROUND: "1",
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    MAIL_FROM: "desk@example.org",
  });
});

afterAll(async () => {
  await servers.stop();
  await mail.stop();
  await closeDatabase();
  await database.drop();
});

async function queueMany(round: number): Promise<void> {
  await transaction(async (tx) => {
    for (let count = 0; count < MAILS; count += 1) {
      const address = `round-${round}-${count}@example.org`;
      await queueMail(tx, {
        organisationId: organisation.id,
        to: { address, name: "" },
        kind: "test",
        subject: say("mails.greetingNobody"),
        text: [say("mails.greetingNobody")],
        cause: address,
      });
    }
  });
}

async function count(state: string): Promise<number> {
  const { rows } = await pool().query<{ count: number }>(
    "SELECT count(*)::int AS count FROM outgoing_mails WHERE state = $1",
    [state],
  );
  return rows[0]?.count ?? 0;
}

it(
  "a process that is killed while it sends loses no mail, and one mail at most comes twice, with the same Message-ID",
  async () => {
    const [server] = servers.processes;
    if (!server) {
      throw new Error("there is no server");
    }
    const doubled: number[] = [];
    for (let round = 0; round < KILLS; round += 1) {
      const before = mail.received.length;
      // At another moment each time: after so many mails have arrived.
      const killAfter = Math.floor((MAILS * (round + 1)) / (KILLS + 1));
      const isKilled = new Promise<void>((killed) => {
        mail.onTaken = async () => {
          if (mail.received.length - before === killAfter) {
            mail.onTaken = async () => undefined;
            void server.kill().then(killed);
          }
        };
      });
      await queueMany(round);
      await isKilled;
      // What the killed process had taken is left to it for five minutes: they pass.
      await pool().query(
        "UPDATE outgoing_mails SET next_try_at = now() - interval '1 second' WHERE state = 'queued'",
      );
      await server.start();
      await until("all are sent", async () => (await count("queued")) === 0, PATIENCE_MILLISECONDS);
      const arrived = mail.received.slice(before);
      const ids = new Set(arrived.map((one) => one.mail.headers.get("message-id")));
      expect(new Set(arrived.map(({ to }) => to)).size).toBe(MAILS);
      expect(ids.size).toBe(MAILS);
      doubled.push(arrived.length - MAILS);
    }
    expect(await count("sent")).toBe(MAILS * KILLS);
    console.info(`mails: ${KILLS} kills, ${MAILS} mails each; came twice: ${doubled.join(", ")}; lost: 0`);
    expect(Math.max(...doubled)).toBeLessThanOrEqual(1);
  },
  PATIENCE_MILLISECONDS * KILLS,
);
