import { createClient } from "redis";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { env } from "@/server/process/env";
import { forgetWrites } from "@/server/rate-limits/write-limits";
import { TokenBuckets } from "@/server/rate-limits/write-limits-bucket";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "../desk/setup";
import { makeActor, makeOrganisation, type MadeOrganisation } from "../factories";
import { startRedis } from "../processes/redis";

// So few that a machine that is busy still writes more at once than comes back meanwhile.
process.env["WRITES_PER_SECOND"] = "1";
const desk = setUpDesk();

afterEach(forgetWrites);

let organisation: MadeOrganisation;
beforeAll(async () => {
  organisation = await makeOrganisation();
});

const makePerson = (): Promise<Actor> => makeActor(organisation, { role: "agent" });

describe("writes of one person", () => {
  it("are told how many are left, and refused with when to come back, while others and reading go on", async () => {
    const person = await makePerson();
    const http = await desk.http(person);
    const burst = env().writesPerSecond * 50;
    const write = () => http.send("DELETE", "/api/drafts/new/ticket");
    const first = await write();
    expect(first.headers.get("ratelimit-limit")).toBe(String(burst));
    expect(Number(first.headers.get("ratelimit-remaining"))).toBe(burst - 1);
    let refused = null;
    for (let sent = 0; refused === null && sent < burst * 3; sent += 50) {
      const answers = await Promise.all(Array.from({ length: 50 }, write));
      refused = answers.find(({ status }) => status === 429) ?? null;
    }
    expect(refused?.body).toMatchObject({ code: "rate_limited", status: 429 });
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(refused?.headers.get("ratelimit-remaining")).toBe("0");
    expect((await http.send("GET", "/api/drafts")).status).toBe(200);
    const other = await desk.http(await makePerson());
    expect((await other.send("DELETE", "/api/drafts/new/ticket")).status).not.toBe(429);
  });

  it("that repeat an earlier one cost nothing", async () => {
    const http = await desk.http(await makePerson());
    const ticket = { title: "The lamp flickers", description: "Since the storm of Monday." };
    const send = () => http.send("POST", "/api/tickets", ticket, { "idempotency-key": "the-lamp" });
    expect((await send()).status).toBe(201);
    for (let count = 0; count < 5; count += 1) {
      expect((await send()).status).toBe(201);
    }
    const next = await http.send("POST", "/api/tickets", ticket);
    expect(Number(next.headers.get("ratelimit-remaining"))).toBeGreaterThanOrEqual(
      env().writesPerSecond * 50 - 3,
    );
  });
});

describe("over Redis", () => {
  it("all processes count together, by one question each", async () => {
    const server = await startRedis();
    const client = createClient({ url: server.url });
    await client.connect();
    try {
      const [one, two] = [1, 2].map(() => new TokenBuckets("test", undefined, () => client, 20_000));
      const takes = [
        { key: "person", rate: { burst: 10, perSecond: 0.001 }, cost: 1 },
        { key: "organisation", rate: { burst: 100, perSecond: 0.01 }, cost: 1 },
      ];
      const answers = [];
      for (let count = 0; count < 12; count += 1) {
        answers.push(await (count % 2 === 0 ? one : two)?.take(takes));
      }
      expect(answers.map((answer) => answer?.isAllowed)).toEqual([...Array(10).fill(true), false, false]);
      expect(answers[9]?.remaining).toBe(0);
      expect(answers[11]?.retryAfter).toBeGreaterThan(900);
    } finally {
      client.destroy();
      await server.stop();
    }
  });
});
