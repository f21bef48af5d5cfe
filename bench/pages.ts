import "./settings";
import { gzipSync } from "node:zlib";
import { organisationForHost } from "@/server/tenant/tenant";
import { startBuiltServer, TEST_SECRET } from "@/testing/processes/built-server";
import { makeAccessToken, makePerson, makeSession } from "@/testing/factories";
import { cookieOf } from "@/testing/http/requests";
import { startBystander } from "./bystander";
import { figures } from "./figures";

/**
 * `npm run bench:pages`: one person loads each page again and again, one after the other, as the server
 * renders it; a bystander requests /health meanwhile. It prints the time of a page, the processor time that
 * it cost the server, its size, and the bystander's wait; then how many pages a second ten clients get, the
 * bystander's wait beside them, and the memory of what renders. `npm run bench:pages -- ticket` measures the
 * pages whose name holds that word; LOADS sets the number of loads (40).
 */
const LOADS = Number(process.env["LOADS"] ?? 40);
const WARM_UP = 25;
const CLIENTS = 10;
const CROWD_LOADS = LOADS * 8;
const TICKETS = 60;
const SPEECH = [
  "The printer has been **out of paper** since this morning, and the tray says `PC LOAD LETTER`.",
  "- the second tray is full\n- the first one is not\n- see https://intranet.example/printers/204",
  "> Have you tried the other tray?\n\nYes, and it says the same.",
].join("\n\n");
const [only] = process.argv.slice(2);

process.env["NEXTAUTH_SECRET"] = TEST_SECRET;
const server = await startBuiltServer();
try {
  const id = await organisationForHost(null);
  if (!id) {
    throw new Error("the server made no organisation");
  }
  const [agent, requester, admin] = await Promise.all([
    makePerson({ id }, { role: "agent" }),
    makePerson({ id }, { role: "user" }),
    makePerson({ id }, { role: "admin" }),
  ]);
  const [asAgent, asRequester, asAdmin] = await Promise.all([agent, requester, admin].map(enter));
  if (!asAgent || !asRequester || !asAdmin) {
    throw new Error("nobody signed in");
  }
  for (let index = 0; index < TICKETS; index++) {
    await post(asRequester, "/api/tickets", {
      title: `The printer on floor ${index} is out of paper`,
      description: SPEECH,
    });
  }
  const [short, long] = [1, 2];
  await say(short, 3);
  await say(long, 50);
  const pages: [string, string, string | null][] = [
    ["sign-in", "/sign-in", null],
    ["an agent's list", "/tickets", asAgent.cookie],
    ["an agent's ticket, 3 comments", `/tickets/${short}`, asAgent.cookie],
    ["an agent's ticket, 50 comments", `/tickets/${long}`, asAgent.cookie],
    ["an agent's new ticket", "/tickets/new", asAgent.cookie],
    ["a requester's list", "/tickets", asRequester.cookie],
    ["a requester's ticket, 50 comments", `/tickets/${long}`, asRequester.cookie],
    ["an admin's connections", "/admin/connections", asAdmin.cookie],
  ];
  for (const [name, path, cookie] of pages.filter(([one]) => only === undefined || one.includes(only))) {
    for (let index = 0; index < WARM_UP; index++) {
      await load(path, cookie);
    }
    const before = await processorSeconds();
    const times: number[] = [];
    let page = "";
    for (let index = 0; index < LOADS; index++) {
      const begun = performance.now();
      page = await load(path, cookie);
      times.push(performance.now() - begun);
    }
    const cost = ((await processorSeconds()) - before) / LOADS;
    // Measured apart: who asks without a pause costs the server as well.
    const bystander = startBystander(server.url, 3);
    for (let index = 0; index < LOADS; index++) {
      await load(path, cookie);
    }
    const waits = await bystander.stop();
    const [whole, packed] = [Buffer.byteLength(page), gzipSync(page).length].map((size) =>
      (size / 1024).toFixed(0),
    );
    console.info(name);
    console.info(
      `  loaded       ${figures(times)}   processor ${(cost * 1000).toFixed(1)} ms   ${whole} kB, ${packed} kB packed`,
    );
    console.info(`  a bystander  ${figures(waits)}`);
    await crowd(path, cookie, CROWD_LOADS / 2);
    const beside = startBystander(server.url, 20);
    const perSecond = await crowd(path, cookie, CROWD_LOADS);
    console.info(`  ${CLIENTS} clients   ${perSecond.toFixed(1)} pages a second`);
    console.info(`  a bystander  ${figures(await beside.stop())}`);
    const megabytes = ((await gauge("helpejo_pages_memory_bytes")) ?? 0) / 1024 ** 2;
    console.info(`  rendered in  ${megabytes.toFixed(0)} MB`);
  }

  async function say(ticket: number, count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      const who = index % 2 === 0 ? asAgent : asRequester;
      await post(who, `/api/tickets/${ticket}/comments`, { body: `${index}. ${SPEECH}` });
    }
  }

  /** Of the server and the process that renders its pages, which says so once a second. */
  async function processorSeconds(): Promise<number> {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const text = await (await fetch(`${server.url}/metrics`)).text();
    const found = [
      ...text.matchAll(/^(?:process_cpu_seconds_total|helpejo_pages_cpu_seconds) ([\d.e+-]+)$/gm),
    ].map(([, seconds]) => Number(seconds));
    if (found.length !== 2) {
      throw new Error("/metrics says nothing of the processor");
    }
    return found.reduce((sum, seconds) => sum + seconds, 0);
  }

  /** A gauge of the server, as of a second ago; null where it has none. */
  async function gauge(name: string): Promise<number | null> {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    const found = new RegExp(`^${name} ([\\d.e+-]+)$`, "m").exec(text)?.[1];
    return found === undefined ? null : Number(found);
  }

  /** Ten clients load a page, each again as soon as it has it; returns the pages a second. */
  async function crowd(path: string, cookie: string | null, loads: number): Promise<number> {
    const begun = performance.now();
    let left = loads;
    await Promise.all(
      Array.from({ length: CLIENTS }, async () => {
        while (left > 0) {
          left -= 1;
          await load(path, cookie);
        }
      }),
    );
    return (loads / (performance.now() - begun)) * 1000;
  }

  async function load(path: string, cookie: string | null): Promise<string> {
    const response = await fetch(server.url + path, { headers: cookie ? { cookie } : {} });
    const page = await response.text();
    if (response.status !== 200) {
      throw new Error(`${path} answered ${response.status}`);
    }
    return page;
  }
} finally {
  await server.stop();
}

interface Entered {
  cookie: string;
  token: string;
}

async function enter(person: Awaited<ReturnType<typeof makePerson>>): Promise<Entered> {
  const session = await makeSession(person);
  return { cookie: await cookieOf(session), token: await makeAccessToken(session) };
}

async function post(who: Entered | undefined, path: string, body: object): Promise<void> {
  const response = await fetch(server.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${who?.token ?? ""}` },
    body: JSON.stringify(body),
  });
  if (response.status !== 201) {
    throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  }
}
