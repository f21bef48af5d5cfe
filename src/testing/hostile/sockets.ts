import fc from "fast-check";
import { clientMessages } from "@/shared/protocol/client-messages";
import { FuzzClient, type Findings } from "../fuzz/client";
import { garbage, throwAt } from "../fuzz/garbage";
import { brokenPacket, malformedWords, type Words } from "../fuzz/payloads";
import type { FuzzPerson } from "../fuzz/people";
import { RawSocket } from "../fuzz/raw-socket";
import type { Random } from "../chaos/random";
import { overloadByPolling, overloadSockets } from "./overloads";
import { wrongValues } from "./values";
import type { HostileWorld } from "./world";

/** Attacks over sockets of one kind. */
export interface SocketFamily {
  name: string;
  /** Carries them out; returns how many there were, and adds what went wrong to `problems`. */
  run(problems: string[]): Promise<number>;
}

interface Given {
  url: string;
  world: HostileWorld;
  random: Random;
  seed: number;
  isLong: boolean;
}

/** Every event that clients may send, and none that they may, with everything; overloads; and who has no credentials. */
export function socketFamilies(given: Given): SocketFamily[] {
  return [
    { name: "socket: events", run: (problems) => events(given, problems) },
    { name: "socket: packets", run: (problems) => packets(given, problems) },
    { name: "socket: overloads", run: () => overloads(given, overloadSockets) },
    { name: "socket: overloads by polling", run: () => overloads(given, overloadByPolling) },
    { name: "socket: unauthenticated", run: (problems) => unauthenticated(given, problems) },
  ];
}

/** Each event with each wrong value for each field, and for its data as a whole; each with sizes up to the limit and over. */
async function events({ url, world, random, isLong }: Given, problems: string[]): Promise<number> {
  const words = Object.entries(clientMessages).flatMap(([name, { data: schema }]) => {
    const good: Record<string, unknown> = {
      ticketId: random.pick(world.ticketIds),
      version: 1,
      status: "online",
    };
    const whole = wrongValues.map((value) => json(name, value));
    const each = Object.keys(schema.shape).flatMap((field) =>
      wrongValues.map((value) => {
        const others = Object.keys(schema.shape).filter((one) => one !== field && one in good);
        const parts = [
          ...others.map((one) => `"${one}":${JSON.stringify(good[one])}`),
          `"${field}":${value}`,
        ];
        return json(name, `{${parts.join(",")}}`);
      }),
    );
    const strange = world.strangeIds.map((ticketId) => json(name, JSON.stringify({ ...good, ticketId })));
    const large = [65_000, 66_000, 900_000].map((size) => json(name, `{"ticketId":"${"x".repeat(size)}"}`));
    const some = random.shuffle([...whole, ...each]).slice(0, isLong ? undefined : 12);
    return [...some, ...strange, ...(isLong ? large : large.slice(0, 2))];
  });
  return await ask(url, random.pick(world.listeners), words, problems);
}

/** What parses and means nothing, and what breaks the protocol. */
async function packets({ url, world, seed, isLong }: Given, problems: string[]): Promise<number> {
  const count = isLong ? 1_500 : 120;
  const findings = makeFindings(problems);
  let sent = 0;
  for (const [index, person] of world.listeners.entries()) {
    const client = new FuzzClient(url, person, findings);
    const share = Math.ceil(count / world.listeners.length);
    for (const words of fc.sample(malformedWords, { seed: seed + index, numRuns: share })) {
      await client.ask(words);
      sent += 1;
    }
    for (const text of fc.sample(brokenPacket, { seed: seed + index, numRuns: Math.ceil(share / 4) })) {
      await client.say(text);
      sent += 1;
    }
    client.end("goodbye");
  }
  return sent;
}

/** Much at once: messages without waiting for answers, acknowledgements that nobody asked for, more than may be sent at once. */
async function overloads({ url, world, random, isLong }: Given, by: typeof overloadSockets): Promise<number> {
  const people = world.listeners.filter(({ host }) => host === null);
  return await by(url, people, random.pick(world.ticketIds), isLong ? 2_900 : 600);
}

/** Connections without credentials, from foreign pages, of other versions of the protocol; and what breaks HTTP and frames. */
async function unauthenticated({ url, seed, isLong }: Given, problems: string[]): Promise<number> {
  const paths = [
    "/socket.io/?EIO=4&transport=polling",
    "/socket.io/?EIO=4&transport=polling&j=0",
    "/socket.io/?EIO=3&transport=polling",
    "/socket.io/?EIO=4&transport=polling&sid=strange",
    "/socket.io/?EIO=4&transport=polling&b64=1",
  ];
  const headers: Record<string, string>[] = [
    {},
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { cookie: "next-auth.session-token=x" },
  ];
  let sent = 0;
  for (const path of paths) {
    for (const one of headers) {
      sent += 1;
      const response = await fetch(`${url}${path}`, { headers: one, signal: AbortSignal.timeout(30_000) });
      const text = await response.text();
      if (response.status >= 500 && response.status !== 503) {
        problems.push(`GET ${path} answered ${response.status}`);
      }
      if (/javascript/.test(response.headers.get("content-type") ?? "") || /^___eio/.test(text)) {
        problems.push(`GET ${path} answers as a script`);
      }
      const isForeign = "origin" in one || "sec-fetch-site" in one;
      if (isForeign && response.status === 200) {
        problems.push(`GET ${path} lets ${JSON.stringify(one)} in`);
      }
    }
  }
  const idle = await Promise.all(Array.from({ length: isLong ? 200 : 40 }, () => RawSocket.open(url)));
  for (const one of fc.sample(garbage, { seed, numRuns: isLong ? 600 : 40 })) {
    const answer = await throwAt(url, one);
    sent += 1;
    if (!/^([1-4]\d\d|503|closed)$/.test(answer)) {
      problems.push(`${JSON.stringify(one).slice(0, 160)} was answered ${answer}`);
    }
  }
  idle.forEach((raw) => raw.destroy());
  return sent + idle.length;
}

async function ask(url: string, person: FuzzPerson, words: Words[], problems: string[]): Promise<number> {
  const client = new FuzzClient(url, person, makeFindings(problems));
  for (const one of words) {
    await client.ask(one);
  }
  client.end("goodbye");
  return words.length;
}

function json(name: string, data: string): Words {
  return { json: `[${JSON.stringify(name)},${data}]`, parts: [] };
}

function makeFindings(problems: string[]): Findings {
  return { problems, answers: {}, messages: 0, events: 0 };
}
