import { expect, it } from "vitest";
import { anonymiseTickets } from "@/features/retention/server/job-anonymise";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { letRest, setRetention } from "@/testing/desk/resting";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation } from "@/testing/factories";
import type { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const desk = setUpDesk();

const lost = ({ receipts }: SocketClient): unknown[] =>
  receipts.filter(({ name }) => name === "ticket:removed").map(({ payload }) => payload);

it("who was the requester of an anonymised ticket, and who watched it, lose it on the pages that they have open", async () => {
  const organisation = await makeOrganisation();
  const agent = await makeActor(organisation, { role: "agent" });
  const requester = await makeActor(organisation);
  const watcher = await makeActor(organisation);
  const { id } = await createTicket(requester, { title: "My own secret", description: "Nobody's business." });
  await setWatcher(agent, { ticket: id, personId: watcher.id, isWatching: true });
  await updateTicket(agent, { ticket: id, status: "closed" });
  await letRest([id], 100);
  const clients = await Promise.all([requester, watcher].map((actor) => desk.connect(actor)));
  const staff = await desk.connect(agent);
  await setRetention(organisation.id, { anonymiseDays: 30 });
  await anonymiseTickets("1 hour");
  await until("both lost it", () => clients.every((client) => lost(client).length > 0));
  for (const client of clients) {
    expect(lost(client)).toEqual([expect.objectContaining({ ticketId: id })]);
  }
  expect(lost(staff)).toEqual([]);
});
