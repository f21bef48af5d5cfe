import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { jobPageSchema, type JobDto } from "@/features/jobs/schema";
import { readOverview } from "@/features/administration/server/read-overview";
import { backgroundJobs } from "@/app/background-jobs";
import { jobId } from "@/features/jobs/server/read";
import { jobWords } from "@/features/jobs/ui/job-words";
import { translatorFor } from "@/messages/translator";
import { pool } from "@/server/database/database";
import { startBackground, type Background, type Job } from "@/server/jobs/jobs";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { until } from "@/testing/wait";
import { GET } from "./route";
import { POST } from "./[id]/run/route";

setUpDatabase();
const HOUR = 3_600_000;
const running: Background[] = [];
let admin: Actor;

beforeAll(async () => {
  admin = await makeActor(await makeOrganisation(), { role: "admin" });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((background) => background.stop()));
});

function start(...jobs: Job[]): void {
  running.push(startBackground(jobs));
}
const list = async (as = admin, host = "localhost"): Promise<JobDto[]> => {
  const answer = await callRoute(GET, { path: "/api/admin/jobs", as, headers: { host } });
  expect(answer.status).toBe(200);
  return jobPageSchema.parse(answer.body).items;
};
const one = async (name: string): Promise<JobDto | undefined> =>
  (await list()).find((job) => job.name === name);
const run = (id: string, headers: Record<string, string> = {}) =>
  callRoute(POST, { path: `/api/admin/jobs/${id}/run`, method: "POST", as: admin, params: { id }, headers });
const calm = (name: string, work: () => Promise<number>): Job => ({
  name,
  everyMilliseconds: HOUR,
  run: work,
});

describe("a background job", () => {
  it("that went well says when, how long and when again; none is listed any more once it is stopped", async () => {
    const began = Date.now();
    start(calm("count sheep", () => Promise.resolve(7)));
    await until("it has run", async () => typeof (await one("count sheep"))?.lastRunAt === "string");
    const job = await one("count sheep");
    expect(job).toMatchObject({ id: "count-sheep", state: "idle", failures: 0, error: null });
    expect(Date.parse(job?.lastRunAt ?? "")).toBeGreaterThanOrEqual(began);
    expect(job?.lastRunMilliseconds).toBeGreaterThanOrEqual(0);
    expect(Date.parse(job?.nextRunAt ?? "")).toBeGreaterThan(began + HOUR - 1);
    await running.pop()?.stop();
    expect(await one("count sheep")).toBeUndefined();
  });

  it("that runs says so", async () => {
    let finish: (done: number) => void = () => undefined;
    start(calm("take long", () => new Promise((resolve) => (finish = resolve))));
    await until("it runs", async () => (await one("take long"))?.state === "running");
    finish(0);
    await until("it is done", async () => (await one("take long"))?.state === "idle");
  });

  it("that failed comes first, says why without secrets, is counted on the overview, and is tried again on request", async () => {
    let isBroken = true;
    let runs = 0;
    const job = calm("send pigeons", () => {
      runs += 1;
      return isBroken
        ? Promise.reject(new Error("no way\nto https://desk:hunter2@loft.example\u202e, token=abc"))
        : Promise.resolve(1);
    });
    start(
      calm("a calm one", () => Promise.resolve(0)),
      job,
    );
    await until("it has failed", async () => (await one("send pigeons"))?.state === "failed");
    const [first] = await list();
    expect(first).toMatchObject({ name: "send pigeons", state: "failed" });
    expect(first?.error).toContain("https://…@loft.example");
    expect(first?.error).not.toMatch(/hunter2|abc|[\p{Cc}\p{Cf}]/u);
    // It is tried again by itself long before its time.
    expect(Date.parse(first?.nextRunAt ?? "")).toBeLessThan(Date.now() + HOUR / 2);
    expect((await readOverview(admin, { timeZone: "UTC" })).jobs).toEqual({ failed: 1, waiting: 0 });

    isBroken = false;
    const key = { "idempotency-key": "once more" };
    expect((await run("send-pigeons", key)).status).toBe(204);
    await until("it went well", async () => (await one("send pigeons"))?.state === "idle");
    const after = runs;
    expect((await run("send-pigeons", key)).status).toBe(204);
    // What was asked for later has been done.
    const earlier = (await one("a calm one"))?.lastRunAt;
    expect((await run("a-calm-one")).status).toBe(204);
    await until("the other ran", async () => (await one("a calm one"))?.lastRunAt !== earlier);
    expect(runs).toBe(after);
    expect((await readOverview(admin, { timeZone: "UTC" })).jobs).toEqual({ failed: 0, waiting: 0 });
    const { rows } = await pool().query<{ action: string; data: unknown }>(
      "SELECT action, data FROM audit_entries WHERE actor_id = $1 ORDER BY id",
      [admin.id],
    );
    expect(rows).toEqual(
      ["send pigeons", "a calm one"].map((name) => ({ action: "job.run", data: { job: name } })),
    );
    expect((await run("send-doves")).status).toBe(404);
  });

  it("of an installation that organisations share keeps its reason to the log: it may be about another one", async () => {
    const other = await makeOrganisation({ host: "jobs.example" });
    const theirs = await makeActor(other, { role: "admin" });
    start(calm("tell tales", () => Promise.reject(new Error("somebody@elsewhere.example is unknown"))));
    await until("it has failed", async () => (await list(theirs, "jobs.example"))[0]?.state === "failed");
    expect(await list(theirs, "jobs.example")).toMatchObject([{ name: "tell tales", error: null }]);
  });
});

it("every job of the product has words in both languages, and an id of its own", () => {
  const ids = backgroundJobs.map(({ name }) => jobId(name));
  expect(new Set(ids).size).toBe(ids.length);
  for (const language of ["en", "de"] as const) {
    const t = translatorFor({ language, locale: language });
    const unnamed = backgroundJobs.filter(({ name }) => jobWords(t, { id: jobId(name), name }) === name);
    expect(unnamed.map(({ name }) => name)).toEqual([]);
  }
});
