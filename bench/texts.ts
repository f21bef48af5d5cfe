import "./settings";
import { z } from "zod";
import { organisationForHost } from "@/server/tenant/tenant";
import { startBuiltServer, TEST_SECRET } from "@/testing/processes/built-server";
import { makeAccessToken, makePerson, makeSession } from "@/testing/factories";
import { HARD_TEXTS } from "@/testing/texts/hard";
import { HttpClient } from "@/testing/http/client";
import { cookieOf } from "@/testing/http/requests";
import { startBystander } from "./bystander";

/**
 * `npm run bench:texts`: for each family of texts that are expensive to format, the page of a ticket with
 * 20,000 characters of it and three such comments is opened, while a bystander requests /health again and
 * again. It prints the time of the page and the bystander's longest wait. `npm run bench:texts -- quotes`
 * measures one family.
 */
const LENGTH = 19_900;
const COMMENTS = 3;
const numberSchema = z.object({ number: z.number() });
const [only] = process.argv.slice(2);

process.env["NEXTAUTH_SECRET"] = TEST_SECRET;
const server = await startBuiltServer();
try {
  const id = await organisationForHost(null);
  if (!id) {
    throw new Error("the server made no organisation");
  }
  const agent = await makePerson({ id }, { role: "agent" });
  const session = await makeSession(agent);
  const token = await makeAccessToken(session);
  const cookie = await cookieOf(session);
  const families = Object.entries(HARD_TEXTS).filter(([name]) => only === undefined || name.includes(only));
  for (const make of Object.values(HARD_TEXTS).slice(0, 20)) {
    // A process that has just started still compiles its code; a warm process is measured.
    await open(await fileTicket(`What everybody writes, to warm up.\n\n${make(LENGTH).slice(0, 18_000)}`));
  }
  let worst = 0;
  for (const [name, make] of families) {
    // Half of a character is refused long before anybody shows it. A text that is white space alone is none.
    if (/\p{Cs}/u.test(make(LENGTH))) {
      continue;
    }
    const ticket = await fileTicket(`Begins with words.\n\n${make(LENGTH).slice(0, LENGTH)}`);
    // What follows from writing (indexing, notifications) is measured elsewhere.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const bystander = startBystander(server.url);
    const begun = performance.now();
    const bytes = await open(ticket);
    const took = performance.now() - begun;
    const waited = Math.max(...(await bystander.stop()));
    worst = Math.max(worst, waited);
    console.info(
      `${name.padEnd(36)} page ${took.toFixed(0).padStart(6)} ms  ${(bytes / 1024).toFixed(0).padStart(6)} kB   bystander waits ${waited.toFixed(0).padStart(5)} ms`,
    );
  }
  console.info(`the longest that anybody waited: ${worst.toFixed(0)} ms`);

  async function fileTicket(text: string): Promise<number> {
    const { number } = numberSchema.parse(
      await post("/api/tickets", { title: "A text to measure with", description: text }),
    );
    for (let index = 0; index < COMMENTS; index++) {
      // Each its own, so that none is known from the one before.
      await post(`/api/tickets/${number}/comments`, { body: `${index}\n\n${text.slice(0, LENGTH)}` });
    }
    return number;
  }

  async function post(path: string, body: object): Promise<unknown> {
    const answer = await new HttpClient(server.url, token, { milliseconds: 120_000 }).send(
      "POST",
      path,
      body,
    );
    if (answer.status === 429) {
      await new Promise((resolve) =>
        setTimeout(resolve, 1_000 * Number(answer.headers.get("retry-after") ?? 1)),
      );
      return await post(path, body);
    }
    if (answer.status !== 201) {
      throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }

  async function open(ticket: number): Promise<number> {
    const response = await fetch(`${server.url}/tickets/${ticket}`, { headers: { cookie } });
    const page = await response.text();
    if (response.status !== 200 || !page.includes("A text to measure with")) {
      throw new Error(`the page answered ${response.status}`);
    }
    return page.length;
  }
} finally {
  await server.stop();
}
