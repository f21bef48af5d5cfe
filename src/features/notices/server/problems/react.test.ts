import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { Peer } from "@/server/bus/peers";
import { pool, transaction } from "@/server/database/database";
import { startBackground } from "@/server/jobs/jobs";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import { afterItsTime, asStored, makeNotice, readNotices } from "@/testing/notices";
import { until } from "@/testing/wait";
import { watchForProblems } from "./react";
import { JobWatch } from "./react-jobs";
import { LagWatch } from "./react-lag";
import { noticePeer } from "./react-processes";
import { raiseNotice } from "@/features/notices/server/write";
import { sweepNotices } from "@/features/notices/server/write-sweep";

setUpDatabase();

let organisation: MadeOrganisation;
let other: MadeOrganisation;

beforeEach(async () => {
  await pool().query("DELETE FROM organisations");
  organisation = await makeOrganisation();
  other = await makeOrganisation({ host: "elsewhere.example" });
});

const notices = (of: MadeOrganisation = organisation): Promise<string[]> => readNotices(of);

describe("delivery that lags", () => {
  it("for ten seconds raises a notice to every organisation's admins, with the worst delay, and ends with the delay", async () => {
    let [now, lag] = [0, 0];
    const watches = [0, 1].map(
      () =>
        new LagWatch(
          () => lag,
          () => now,
        ),
    );
    const check = async (seconds: number, isLate: boolean): Promise<void> => {
      for (let second = 0; second < seconds; second++) {
        now += 1_000;
        lag = isLate ? lag + 1_000 : 0;
        await Promise.all(watches.map((watch) => watch.check()));
      }
    };
    await check(12, true);
    await check(3, false);
    expect(await notices()).toEqual([]);
    await check(20, true);
    expect(await notices()).toHaveLength(1);
    await check(5, true);
    await check(2, false);
    const said = "critical: Changes reached people's screens late, by up to 25 seconds.";
    expect([await notices(), await notices(other)]).toEqual([[said], [said]]);
    await afterItsTime();
    expect(await notices()).toEqual([`(${said})`]);
    await check(30, true);
    expect(await notices()).toHaveLength(2);
  });

  it("because the database is away raises a notice as soon as the database is back", async () => {
    let [now, lag] = [0, 30_000];
    const watch = new LagWatch(
      () => lag,
      () => now,
    );
    const check = async (): Promise<unknown> => {
      now += 5_000;
      return await watch.check().catch((error: unknown) => error);
    };
    await pool().query("ALTER TABLE notices RENAME TO notices_away");
    expect([await check(), await check(), await check()]).toEqual([undefined, undefined, expect.any(Error)]);
    lag = 0;
    expect(await check()).toBeInstanceOf(Error);
    await pool().query("ALTER TABLE notices_away RENAME TO notices");
    expect([await check(), await check()]).toEqual([undefined, undefined]);
    expect(await notices()).toEqual([
      "critical: Changes reached people's screens late, by up to 30 seconds.",
    ]);
  });
});

describe("processes", () => {
  const start = Date.now() - 1_000;
  const peer = (port: number, startedAt = new Date()): Peer => ({
    processId: randomUUID(),
    host: "desk-1",
    port,
    pid: 4000 + port,
    startedAt: startedAt.toISOString(),
  });
  /** As each of three other processes reports it. */
  const publish = async (change: "joined" | "left" | "vanished", one: Peer): Promise<void> => {
    await Promise.all([0, 1, 2].map(() => noticePeer(change, one, start)));
  };

  it("that start and stop regularly, as in a deployment, raise one notice, however many saw it", async () => {
    const before = [peer(3003), peer(3004)];
    for (const one of before) {
      await publish("left", one);
      await publish("joined", peer(one.port));
    }
    const said = "info: Server processes came and went in good order: 2 joined, 2 left.";
    expect([await notices(), await notices(other)]).toEqual([[said], [said]]);
    await afterItsTime();
    await publish("joined", peer(3005));
    expect(await notices()).toEqual([`(${said})`, "info: The server process at desk-1:3005 has joined."]);
  });

  it("that vanish raise a notice each, until another takes their place", async () => {
    await publish("vanished", peer(3003));
    await publish("vanished", peer(3004));
    expect(await notices()).toEqual([
      expect.stringMatching(/^warning: The server process at desk-1:3003 .* vanished/),
      expect.stringMatching(/^warning: The server process at desk-1:3004 .* vanished/),
    ]);
    await publish("joined", peer(3003));
    expect((await notices()).map((said) => said.startsWith("("))).toEqual([true, false, false]);
  });

  it("that were running before raise none at a process that has just started, nor do those that are known again", async () => {
    await publish("joined", peer(3003, new Date(start - 5_000)));
    await noticePeer("joined", peer(3004, new Date(Date.now() - 300_000)), Date.now() - 600_000);
    expect(await notices()).toEqual([]);
  });
});

describe("a background job", () => {
  it("that fails three times in a row raises a notice, which ends when it works again", async () => {
    let isBroken = true;
    let runs = 0;
    const job = {
      name: "test of failing",
      everyMilliseconds: 20,
      run: async (): Promise<number> => {
        runs += 1;
        if (isBroken) {
          throw new Error("no");
        }
        return 0;
      },
    };
    const watch = watchForProblems({ lagMilliseconds: () => 0 });
    const background = startBackground([job]);
    const said =
      "critical: The background job “test of failing” has failed 3 times in a row. It is tried again and again; the server's log says why.";
    await until("it is noted", async () => (await notices()).length > 0);
    await until("it fails on", () => runs > 6);
    expect([await notices(), await notices(other)]).toEqual([[said], [said]]);
    isBroken = false;
    await until("its end is announced", async () => (await notices())[0] === `(${said})`);
    await background.stop();
    await watch.stop();
    expect(await notices()).toEqual([`(${said})`]);
  });

  it("that fails now and then, or without a database, raises none; it ends when another process sees the job working", async () => {
    const watch = new JobWatch();
    const away = Object.assign(new Error("Connection terminated unexpectedly"), { code: "57P01" });
    const outcomes = [
      new Error("no"),
      new Error("no"),
      null,
      new Error("no"),
      new Error("no"),
      away,
      away,
      away,
    ];
    for (const error of outcomes) {
      await watch.take({ job: "a job", error });
    }
    expect(await notices()).toEqual([]);
    await watch.take({ job: "a job", error: new Error("no") });
    expect(await notices()).toHaveLength(1);
    await new JobWatch().take({ job: "a job", error: null });
    expect((await notices())[0]).toMatch(/^\(critical/);
  });
});

describe("the sweep", () => {
  it("removes what is older than ninety days, with who acknowledged it, and nothing else", async () => {
    const admin = await makeActor(organisation, { role: "admin" });
    const [old, recent] = [await makeNotice(organisation), await makeNotice(organisation)];
    await pool().query("INSERT INTO notice_acks (notice_id, person_id) SELECT id, $1 FROM notices", [
      admin.id,
    ]);
    await pool().query("UPDATE notices SET at = now() - interval '91 days' WHERE id = $1", [old]);
    await pool().query("UPDATE notices SET at = now() - interval '89 days' WHERE id = $1", [recent]);
    expect(await sweepNotices()).toBe(1);
    const { rows } = await pool().query<{ notice_id: string }>("SELECT notice_id FROM notice_acks");
    expect(rows).toEqual([{ notice_id: recent }]);
  });
});

describe("the same problem", () => {
  it("raised by several processes at once is one notice, sent once", async () => {
    const raise = () =>
      transaction((tx) =>
        raiseNotice(tx, {
          organisationId: organisation.id,
          key: "the same",
          describe: (before) =>
            before === null
              ? { kind: "job_failed", level: "info", sentence: asStored("It happened.") }
              : null,
        }),
      );
    const added = await Promise.all(Array.from({ length: 8 }, raise));
    expect(added.filter(Boolean)).toHaveLength(1);
    expect((await pool().query("SELECT 1 FROM events WHERE type LIKE 'notice:%'")).rowCount).toBe(1);
  });
});
