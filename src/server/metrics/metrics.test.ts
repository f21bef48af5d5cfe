import { readFileSync } from "node:fs";
import { join } from "node:path";
import { io } from "socket.io-client";
import { beforeAll, describe, expect, it } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
import { createTicket } from "@/features/tickets/server/write-create";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import { until } from "@/testing/wait";
import { transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { startBackground } from "@/server/jobs/jobs";
import { projectRoot } from "@/server/process/root";

const desk = setUpDesk();
let organisation: MadeOrganisation;
let agent: Actor;

beforeAll(async () => {
  organisation = await makeOrganisation();
  agent = await makeActor(organisation, { role: "agent" });
});

async function read(): Promise<string> {
  return (await fetch(`${desk.url()}/metrics`)).text();
}

/** The value of one line, such as `helpejo_sockets{role="agent"}`; 0 where there is none (yet). Labels in any order. */
async function value(name: string, labels: Record<string, string> = {}): Promise<number> {
  const line = (await read())
    .split("\n")
    .find(
      (one) =>
        (one.startsWith(`${name} `) || one.startsWith(`${name}{`)) &&
        Object.entries(labels).every(([label, wanted]) => one.includes(`${label}="${wanted}"`)),
    );
  return Number(line?.split(" ").at(-1) ?? 0);
}

describe("/metrics", () => {
  it("counts the sockets of this moment by organisation, role and transport", async () => {
    const user = await makeActor(organisation);
    const sockets = (role: string) => value("helpejo_sockets", { organisation: organisation.id, role });
    const [first] = [await desk.connect(user), await desk.connect(user, { transports: ["polling"] })];
    await desk.connect(agent);
    expect(await sockets("user")).toBe(2);
    expect(await sockets("agent")).toBe(1);
    expect(await value("helpejo_sockets_by_transport", { transport: "polling" })).toBe(1);
    expect(await value("helpejo_sockets_by_transport", { transport: "websocket" })).toBe(2);
    first?.close();
    await until("one is gone", async () => (await sockets("user")) === 1);
    expect(
      await value("helpejo_socket_disconnections_total", { reason: "client namespace disconnect" }),
    ).toBeGreaterThan(0);
  });

  it("counts the sent events by type, each with its lag", async () => {
    const before = await value("helpejo_commit_to_emit_seconds_count");
    const ticket = await createTicket(agent, { title: "A ticket to count", description: "And its comment." });
    await addComment(agent, { ticket: ticket.id, body: "A comment" });
    await until(
      "both were notified",
      async () => (await value("helpejo_commit_to_emit_seconds_count")) >= before + 2,
    );
    expect(await value("helpejo_events_total", { type: "ticket:created" })).toBe(1);
    expect(await value("helpejo_events_total", { type: "comment:added" })).toBe(1);
    expect(await value("helpejo_reader_batch_events_count")).toBeGreaterThan(0);
  });

  it("a transaction that stayed open is no lag: it counts from the commit", async () => {
    const [count, sum] = [
      await value("helpejo_commit_to_emit_seconds_count"),
      await value("helpejo_commit_to_emit_seconds_sum"),
    ];
    await transaction(async (tx) => {
      const { organisationId, id } = agent;
      await emit(tx, {
        type: "person:changed",
        organisationId,
        actorId: id,
        subjectId: id,
        data: { personId: id, reason: "role" },
      });
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    });
    await until(
      "it was announced",
      async () => (await value("helpejo_commit_to_emit_seconds_count")) > count,
    );
    expect((await value("helpejo_commit_to_emit_seconds_sum")) - sum).toBeLessThan(1);
  });

  it("an event that was not read in time counts with all the time that it waited", async () => {
    const sum = await value("helpejo_commit_to_emit_seconds_sum");
    let waited = 0;
    await desk.whileNobodyReads(async () => {
      await createTicket(agent, { title: "A ticket that waits", description: "Nobody reads the log now." });
      const committedBefore = performance.now();
      await until("the lag grows", async () => (await value("helpejo_reader_lag_milliseconds")) > 500);
      waited = (performance.now() - committedBefore) / 1_000;
    });
    await until(
      "it was announced",
      async () => (await value("helpejo_commit_to_emit_seconds_sum")) - sum >= waited,
    );
    await until("the lag is over", async () => (await value("helpejo_reader_lag_milliseconds")) === 0);
  });

  it("counts messages and refusals, never under a name that a client made up", async () => {
    const client = await desk.connect(agent);
    await client.ask("presence:set", { status: "away" });
    await client.ask("made:up", {});
    await client.ask("ticket:join", { ticketId: "no id" });
    await client.ask("ticket:join", { ticketId: "x".repeat(70_000) });
    expect(await value("helpejo_socket_messages_total", { event: "presence:set" })).toBe(1);
    expect(await value("helpejo_socket_messages_total", { event: "other" })).toBe(1);
    expect(await value("helpejo_socket_messages_refused_total", { reason: "bad_request" })).toBe(1);
    expect(await value("helpejo_socket_messages_refused_total", { reason: "invalid" })).toBe(1);
    expect(await value("helpejo_socket_messages_refused_total", { reason: "too_large" })).toBe(1);
    expect(await read()).not.toContain("made:up");
  });

  it.each([
    ["unauthorized", {}],
    ["bad_origin", { extraHeaders: { origin: "https://elsewhere.example" } }],
  ])("counts refused handshakes by code: %s", async (code, options) => {
    const before = await value("helpejo_socket_handshakes_refused_total", { code });
    const socket = io(desk.url(), {
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      ...options,
    });
    await new Promise((resolve) => socket.once("connect_error", resolve));
    expect(await value("helpejo_socket_handshakes_refused_total", { code })).toBe(before + 1);
  });

  it("has the jobs: runs, failures, durations, and when they last succeeded", async () => {
    const background = startBackground([
      { name: "good", everyMilliseconds: 60_000, run: async () => 3 },
      { name: "bad", everyMilliseconds: 60_000, run: () => Promise.reject(new Error("on purpose")) },
    ]);
    const began = Date.now() / 1000;
    await until(
      "both ran",
      async () => (await value("helpejo_job_runs_total", { job: "bad", outcome: "failed" })) === 1,
    );
    await background.stop();
    expect(await value("helpejo_job_runs_total", { job: "good", outcome: "done" })).toBe(1);
    expect(await value("helpejo_job_last_success_timestamp_seconds", { job: "good" })).toBeGreaterThan(
      began - 1,
    );
    expect(await value("helpejo_job_last_success_timestamp_seconds", { job: "bad" })).toBe(0);
    expect(await value("helpejo_job_duration_seconds_count", { job: "bad" })).toBe(1);
  });

  it("has the pool, and nothing of Redis where none is used", async () => {
    expect(await value("helpejo_database_connections", { state: "total" })).toBeGreaterThan(0);
    expect(await value("helpejo_database_connections", { state: "waiting" })).toBe(0);
    expect(await value("helpejo_database_connections_max")).toBe(16);
    expect(await read()).not.toContain("helpejo_redis_up");
  });

  it("every alert asks for what is measured, by labels and values that there are, and is explained in the runbook", async () => {
    const rules = readFileSync(join(projectRoot(), "deploy", "prometheus", "helpejo.rules.yml"), "utf8");
    const runbook = readFileSync(join(projectRoot(), "documents", "RUNBOOK.md"), "utf8");
    const alerts = [...rules.matchAll(/^ +- alert: (\w+)$/gm)].map((match) => match[1] ?? "");
    expect(alerts.length).toBeGreaterThan(7);
    expect(alerts.filter((alert) => !runbook.includes(`\`${alert}\``))).toEqual([]);
    const text = await read();
    for (const [, expression = ""] of rules.matchAll(/^ +expr: (.*)$/gm)) {
      const asked = [...expression.matchAll(/(helpejo_\w+)(?:\{(\w+)=~?"([^"]*)"\})?/g)];
      expect(asked, expression).not.toEqual([]);
      for (const [, name = "", label, values = ""] of asked.filter(
        (match) => match[1] !== "helpejo_redis_up",
      )) {
        expect(text).toMatch(new RegExp(`^# TYPE ${name.replace(/_bucket$/, "")} `, "m"));
        for (const wanted of label === undefined ? [] : values.split("|")) {
          // Also before it happened for the first time, or the first time would be no increase.
          expect(text, name).toMatch(new RegExp(`^${name}\\{.*${label}="${wanted}".*\\} \\d`, "m"));
        }
      }
    }
    expect(text).not.toContain("helpejo_redis_up");
    expect(readFileSync(join(projectRoot(), "src", "server", "metrics", "bus.ts"), "utf8")).toContain(
      '"helpejo_redis_up"',
    );
  });

  it("every measurement of ours is explained in the runbook", async () => {
    const runbook = readFileSync(join(projectRoot(), "documents", "RUNBOOK.md"), "utf8");
    const names = [...(await read()).matchAll(/^# TYPE (helpejo_\w+|http_\w+) /gm)].map(
      (match) => match[1] ?? "",
    );
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => !runbook.includes(`\`${name}\``))).toEqual([]);
  });
});
