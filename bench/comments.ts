import "./settings";
import { io, type Socket } from "socket.io-client";
import { z } from "zod";
import { firstOrganisation } from "@/server/tenant/tenant";
import { startBuiltServer } from "@/testing/processes/built-server";
import { makeAccessToken, makePerson, makeSession } from "@/testing/factories";
import { HttpClient } from "@/testing/http/client";
import { figures, measure } from "./figures";

/**
 * `npm run bench:comments`: the time from sending a comment to its answer, and to another person's socket, on
 * the built product over an embedded PostgreSQL with fsync on. All in one run, so that its lines can be
 * compared.
 */
const ROUNDS = [
  { name: "200 one after another", count: 200, atOnce: 1 },
  { name: "50 at once", count: 50, atOnce: 50 },
  { name: "400 at once on one ticket", count: 400, atOnce: 400 },
];

const idSchema = z.object({ id: z.string() });

const server = await startBuiltServer();
try {
  // The one that the server made at its start: it answers every host.
  const id = await firstOrganisation();
  if (!id) {
    throw new Error("the server made no organisation");
  }
  const organisation = { id };
  const requester = await makeSession(await makePerson(organisation));
  const agent = await makeSession(await makePerson(organisation, { role: "agent" }));
  const http = new HttpClient(server.url, await makeAccessToken(requester), { milliseconds: 120_000 });
  const ticket = await post("/api/tickets", {
    title: "A ticket to measure with",
    description: "Nothing is wrong with it.",
  });
  const socket = await listen(await makeAccessToken(agent), ticket.id);
  await measure(
    50,
    5,
    async (index) => void (await post(`/api/tickets/${ticket.id}/comments`, { body: `warming up ${index}` })),
  );
  await new Promise((resolve) => setTimeout(resolve, 1_000));

  for (const { name, count, atOnce } of ROUNDS) {
    const sentAt = new Map<string, number>();
    const lags: number[] = [];
    const versions: number[] = [];
    socket.on("comment:added", (payload: { version: number; comment: { body: string } }) => {
      versions.push(payload.version);
      lags.push(performance.now() - (sentAt.get(payload.comment.body) ?? Number.NaN));
    });
    const times = await measure(count, atOnce, async (index) => {
      const body = `${name} ${index}`;
      sentAt.set(body, performance.now());
      await post(`/api/tickets/${ticket.id}/comments`, { body });
    });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    socket.off("comment:added");
    const isInOrder = versions.every(
      (version, index) => index === 0 || version === (versions[index - 1] ?? 0) + 1,
    );
    console.info(`${name.padEnd(28)} answered      ${figures(times)}`);
    console.info(
      `${"".padEnd(28)} other socket  ${figures(lags)}   ${lags.length} of ${count} received, ${isInOrder ? "in order" : "OUT OF ORDER"}`,
    );
  }
  socket.disconnect();

  async function post(path: string, body: object): Promise<{ id: string }> {
    const answer = await http.send("POST", path, body);
    if (answer.status !== 201) {
      throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return idSchema.parse(answer.body);
  }
} finally {
  await server.stop();
}

async function listen(token: string, ticketId: string): Promise<Socket> {
  const socket = io(server.url, { auth: { token }, transports: ["websocket"] });
  await new Promise((resolve) => socket.once("session:ready", resolve));
  await socket.emitWithAck("ticket:join", { ticketId });
  return socket;
}
