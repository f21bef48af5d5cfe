import { Agent } from "node:http";
import { findDifferences } from "@/testing/chaos/judge/differences";
import { RecentReceipts } from "@/testing/chaos/judge/trail";
import { makeAccessToken, makeSession, type MadePerson } from "@/testing/factories";
import { HttpClient } from "@/testing/http/client";
import { SocketClient } from "@/testing/sockets/client";
import { isUnlogged, readEvent } from "@/testing/sockets/receipts";
import type { Way } from "./cluster";

/** A person's client with one transport, on one route. */
export interface Guest {
  person: MadePerson;
  sessionId: string;
  transport: "websocket" | "polling";
  way: Way;
  client: SocketClient;
}

/** Connects a person in a session of this client's own. */
export async function enter(person: MadePerson, transport: Guest["transport"], way: Way): Promise<Guest> {
  const actor = await makeSession(person);
  const client = new SocketClient({
    url: way.url,
    token: await makeAccessToken(actor),
    transports: [transport],
    agent: new Agent({ localAddress: way.address, keepAlive: true }),
    ...headersOf(way),
  });
  return { person, sessionId: actor.sessionId, transport, way, client };
}

/** The API as a person, by this way. */
export async function callBy(way: Way, person: MadePerson): Promise<HttpClient> {
  return new HttpClient(way.url, await makeAccessToken(await makeSession(person)), headersOf(way));
}

/** What each client shows otherwise than a fresh fetch does, in sentences. */
export async function differences(guests: readonly Guest[]): Promise<string[]> {
  const found = await Promise.all(
    guests.map(({ person, transport, way, client }) => {
      const label = `${person.name} by ${transport} at process ${way.process}`;
      return findDifferences({ label }, { client, bell: null }, client.http, new RecentReceipts());
    }),
  );
  return found.flat().map((problem) => problem.text);
}

/** What came twice to a connection, or after something later of its ticket, in sentences. */
export function disorder(guests: readonly Guest[]): string[] {
  return guests.flatMap(({ person, transport, client }) => {
    const wrong: string[] = [];
    const seen = new Set<string>();
    const last = new Map<string, number>();
    for (const { name, payload, connection, isReplay } of client.receipts) {
      const event = isUnlogged(name) || isReplay ? null : readEvent(name, payload);
      if (event) {
        const [once, stream] = [`${connection} ${event.eventId} ${name}`, `${connection} ${event.ticketId}`];
        if (seen.has(once)) {
          wrong.push(`${person.name} by ${transport}: ${name} ${event.version} came twice`);
        }
        if (event.version < (last.get(stream) ?? 0)) {
          wrong.push(
            `${person.name} by ${transport}: ${name} ${event.version} came after ${last.get(stream)}`,
          );
        }
        seen.add(once);
        last.set(stream, event.version);
      }
    }
    return wrong;
  });
}

function headersOf({ cookie }: Way): { headers?: Record<string, string> } {
  return cookie === null ? {} : { headers: { cookie } };
}
