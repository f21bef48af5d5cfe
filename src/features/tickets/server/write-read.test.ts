import { expect, it } from "vitest";
import { pool } from "@/server/database/database";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { until } from "@/testing/wait";
import { createTicket } from "./write-create";
import { markRead } from "./write-read";

setUpDatabase();

it("who reads a ticket first locks in the order of its changes: neither ever waits for the other in a circle", async () => {
  const organisation = await makeOrganisation();
  const requester = await makeActor(organisation);
  const agent = await makeActor(organisation, { role: "agent" });
  const ticket = await createTicket(requester, {
    title: "The printer is on fire",
    description: "Really, it is.",
  });
  await pool().query(
    "INSERT INTO reads (ticket_id, person_id, version, public_version) VALUES ($1, $2, 0, 0)",
    [ticket.id, agent.id],
  );
  const change = await pool().connect();
  try {
    await change.query("BEGIN");
    await change.query("SELECT 1 FROM tickets WHERE id = $1 FOR NO KEY UPDATE", [ticket.id]);
    const reading = markRead(agent, { ticket: ticket.id, version: 1 });
    await until("the reading waits for the ticket", async () => {
      const { rowCount } = await pool().query(
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
      );
      return rowCount === 1;
    });
    // What a change does next: were the row held by who waits, this would fail.
    await change.query("SELECT 1 FROM reads WHERE ticket_id = $1 FOR UPDATE NOWAIT", [ticket.id]);
    await change.query("COMMIT");
    expect(await reading).toEqual({ lastReadVersion: 1 });
  } finally {
    await change.query("ROLLBACK");
    change.release();
  }
});
