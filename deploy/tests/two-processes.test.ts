import { afterAll, beforeAll, it } from "vitest";
import { z } from "zod";
import { closeDatabase, connectDatabase } from "@/server/database/database";
import { makeOrganisation, makePerson, type MadePerson } from "@/testing/factories";
import { until } from "@/testing/wait";
import { startCluster, type Cluster } from "./cluster";
import { callBy } from "./guests";
import { expectUnnoticed, renew } from "./renewal";

// The fewest processes that can be restarted one after the other: when the second goes, the proxies must have noticed
// that the first is back, or nobody is left.
let cluster: Cluster;
let agent: MadePerson;

beforeAll(async () => {
  cluster = await startCluster(2, { NEXTAUTH_SECRET: "only-for-tests-and-no-secret-at-all" });
  connectDatabase(cluster.databaseUrl, 2);
  agent = await makePerson(await makeOrganisation({ host: "127.0.0.1" }), { role: "agent" });
});

afterAll(async () => {
  await closeDatabase();
  await cluster?.stop();
});

it("a restart of two processes is noticed by nobody, through either proxy", async () => {
  const readers = await Promise.all(cluster.ways.map((way) => callBy(way, agent)));
  const [first] = readers;
  // Host names are remembered for five seconds.
  await until("the host is known", async () => (await first?.send("GET", "/api/me"))?.status === 200, 10_000);
  const filed = await first?.send("POST", "/api/tickets", { title: "It hums", description: "All day long." });
  const { id } = z.object({ id: z.string() }).parse(filed?.body);
  const renewal = await renew(cluster, ["restart", "helpejo"], {
    ticketId: id,
    writers: readers,
    readers,
  });
  console.info(renewal.summary);
  expectUnnoticed(cluster, renewal);
});
