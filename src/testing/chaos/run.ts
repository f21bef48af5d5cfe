import { setTimeout as sleep } from "node:timers/promises";
import { connectDatabase, pool } from "@/server/database/database";
import { until } from "@/testing/wait";
import { Account } from "./account";
import { AccessChanges } from "./actions/access";
import { LISTENERS, connectAudience, type Listener } from "./audience";
import { Chatter } from "./actions/chatter";
import { FaultLog } from "./fault-log";
import { compareViews } from "./judge/compare";
import { Eras } from "./history/eras";
import { JUDGED, type Problem } from "./judge/judge";
import { logsAround } from "./judge/lateness";
import { checkMerges } from "./judge/merges";
import { ActionLoop } from "./actions/loop";
import { areConsumersThrough, findUnnotified, haveConsumersBegun } from "./consumer-state";
import { letAllLeave } from "./mails/hours";
import { MailJudge } from "./mails/judge";
import { findUnmailed } from "./mails/owed";
import { mailStorm } from "./mails/storm";
import { watchStalls } from "./monitor";
import { Outages } from "./outages";
import { Random } from "./random";
import { Sender } from "./actions/sender";
import { settle, untilConnected } from "./settle";
import { untilAnswered } from "./until-answered";
import { startStage, type Stage } from "./stage";
import { makeWorld, type World } from "./world";
import { Writers } from "./actions/writers";

/** How a run goes. */
export interface ChaosOptions {
  seed: number;
  /** It ends after this time, or when both `kills` and `events` are reached. */
  seconds: number;
  kills: number;
  events: number;
  writers: number;
  /** About how long nothing goes wrong between two kills; what else goes wrong follows from it. */
  killEveryMilliseconds: number;
  /** Prints the progress of a long run. */
  progress: (line: string) => void;
}

/** The result of a run: figures to print, and violations. */
export interface Outcome {
  figures: Record<string, number>;
  disturbed: Record<string, number>;
  problems: Record<string, Problem[]>;
}

const PROCESSES = 3;
const CHECK_MILLISECONDS = 10_000;
const PROGRESS_MILLISECONDS = 30_000;

/**
 * Three server processes, Redis, PostgreSQL and sixty clients of all roles; writers at random, and everything goes wrong
 * that can: at the end every client's view must equal a fresh fetch, and no client may have received anything
 * that it must not.
 */
export async function runChaos(options: ChaosOptions): Promise<Outcome> {
  const faultLog = new FaultLog();
  const lot = (number: number): Random => new Random(options.seed + number * 7_919);
  let world: World | null = null;
  const stage = await startStage(PROCESSES, faultLog, async (url) => {
    connectDatabase(url);
    world = await makeWorld();
  });
  let listeners: Listener[] = [];
  try {
    if (world === null) {
      throw new Error("nobody made the world");
    }
    const run = new Run(options, stage, world, faultLog, lot);
    listeners = await connectAudience(world, stage, run.eras, lot(1));
    return await run.go(listeners).finally(() => run.stopWatching());
  } finally {
    listeners.forEach(({ client, device, bell }) => {
      client.close();
      bell.end();
      device.close();
    });
    await stage.stop();
  }
}

class Run {
  readonly eras: Eras;
  stopWatching: () => void = () => undefined;
  private eventCount = 0;
  private readonly marks: [string, number][] = [["", Date.now()]];
  private readonly sender: Sender;
  private readonly mails: MailJudge;
  /** Problems whose trace is complete. */
  private readonly reported = new Set<Problem>();

  constructor(
    private readonly options: ChaosOptions,
    private readonly stage: Stage,
    private readonly world: World,
    private readonly faultLog: FaultLog,
    private readonly lot: (number: number) => Random,
  ) {
    this.eras = new Eras(stage.postgres, world, faultLog);
    this.mails = new MailJudge(world, this.eras, faultLog);
    this.sender = new Sender(stage.processes, lot(2), options.seed, () => this.eras.all.length);
  }

  async go(listeners: Listener[]): Promise<Outcome> {
    const { options, faultLog, stage } = this;
    await untilConnected(listeners);
    await until("the background has begun", haveConsumersBegun);
    this.mark("secondsToConnect");
    const account = new Account(this.eras, listeners, faultLog);
    await this.check(listeners, account);
    this.stopWatching = watchStalls(stage, faultLog);
    const writers = new Writers(this.world, this.sender, this.lot(3), stage.processes);
    const access = new AccessChanges(this.world, this.sender, this.lot(4), faultLog);
    const endsAt = Date.now() + options.seconds * 1_000;
    const outages = new Outages(stage, this.eras, this.lot(5), faultLog, endsAt);
    await outages.holdTransactions();
    const every = options.killEveryMilliseconds;
    const loops = [
      new ActionLoop(outages.processes(), this.lot(6), every),
      new ActionLoop(outages.stores(), this.lot(7), every / 5),
      new ActionLoop(outages.fronts(), this.lot(8), every / 2),
      ...[0, 3, 6].map((first) => new ActionLoop(access.actions(first), this.lot(11 + first), every / 4)),
    ];
    loops.push(new ActionLoop(mailStorm(stage, access, this.lot(20), faultLog), this.lot(21), every));
    const writing = writers.run(options.writers);
    const chatter = new Chatter(listeners, this.lot(10), faultLog);
    await Promise.race([this.whileItGoesOn(listeners, account), ...loops.map((loop) => loop.failed)]);
    this.mark("secondsOfStorm");
    await Promise.all([chatter.stop(), ...loops.map((loop) => loop.stop())]);
    outages.heal();
    await outages.letGo();
    await untilAnswered(() => pool().query("SELECT 1"));
    writers.stop();
    await writing;
    await access.enableAll();
    this.stopWatching();
    listeners.forEach(({ bell }) => bell.open());
    // The clients of merged accounts have nothing to come back to.
    listeners
      .filter(({ who }) => who.isMerged)
      .forEach(({ client, device }) => {
        client.close();
        device.close();
      });
    const present = listeners.filter(({ who }) => !who.isMerged);
    const areThrough = async (): Promise<boolean> => {
      await this.eras.refresh();
      return await areConsumersThrough(this.eras.now().history.epoch);
    };
    await settle(present, areThrough);
    this.mark("secondsToSettle");
    await letAllLeave();
    // What came late to a merged account has moved meanwhile.
    await settle(present, areThrough);
    this.mark("secondsOfMails");
    await this.check(listeners, account);
    return this.outcome(listeners, present, account);
  }

  /** Judges what came from time to time, so that it need not be kept; ends when there was enough. */
  private async whileItGoesOn(listeners: Listener[], account: Account): Promise<void> {
    const { options, faultLog } = this;
    const began = Date.now();
    const end = began + options.seconds * 1_000;
    let reportedAt = began;
    for (let checkedAt = began; Date.now() < end;) {
      await sleep(Math.min(500, end - Date.now()));
      if (Date.now() - checkedAt >= CHECK_MILLISECONDS) {
        checkedAt = Date.now();
        await this.check(listeners, account).catch(() => faultLog.note("the log cannot be read just now"));
      }
      const events = this.eventCount;
      const kills = faultLog.counts["kills"] ?? 0;
      if (Date.now() - reportedAt >= PROGRESS_MILLISECONDS) {
        reportedAt = Date.now();
        const found = JUDGED.map((kind) => `${kind} ${this.problems(listeners, kind).length}`).join(", ");
        const seconds = Math.round((reportedAt - began) / 1_000);
        options.progress(`${seconds} s: ${events} events, ${kills} kills; ${found}`);
      }
      if (kills >= options.kills && events >= options.events) {
        return;
      }
    }
  }

  private async check(listeners: readonly Listener[], account: Account): Promise<void> {
    this.mails.collect(this.stage.post.take());
    const taken = listeners.map(({ judge, client }) => ({ judge, receipts: client.receipts.slice() }));
    await this.eras.refresh();
    for (const [index, { judge, receipts }] of taken.entries()) {
      listeners[index]?.client.receipts.splice(0, receipts.length);
      judge.take(receipts);
    }
    this.mails.judge(this.sender.writes);
    this.eventCount = account.eventCount;
    this.reportProblems(listeners);
    await account.closeOld();
  }

  /** A long run prints each problem at once, with what was done around it: later that is not known any more. */
  private reportProblems(listeners: readonly Listener[]): void {
    for (const problem of JUDGED.flatMap((kind) => this.problems(listeners, kind))) {
      if (!this.reported.has(problem)) {
        this.reported.add(problem);
        problem.trail.push(...this.faultLog.around(problem.at));
        this.options.progress(`${problem.text}\n    ${problem.trail.join("\n    ")}`);
      }
    }
  }

  private mark(name: string): void {
    this.marks.push([name, Date.now()]);
  }

  /** How long each part took. */
  private seconds(): Record<string, number> {
    return Object.fromEntries(
      this.marks
        .slice(1)
        .map(([name, at], index) => [name, Math.round((at - (this.marks[index]?.[1] ?? at)) / 1_000)]),
    );
  }

  private problems(listeners: readonly Listener[], kind: (typeof JUDGED)[number]): Problem[] {
    return listeners.flatMap(({ judge }) => judge.problems[kind]);
  }

  private async outcome(
    listeners: readonly Listener[],
    present: readonly Listener[],
    account: Account,
  ): Promise<Outcome> {
    const { faultLog, sender, mails } = this;
    const { history, since } = this.eras.now();
    const owed = await findUnmailed(this.world, history, mails, since);
    const merges = await checkMerges(history);
    const lost = [...(await compareViews(present, this.stage.processes)), ...(await findUnnotified(since))];
    const effects = await account.finish(sender.writes);
    this.mark("secondsToJudge");
    const { lateness } = account;
    const plain = (texts: readonly string[]): Problem[] => texts.map((text) => ({ text, at: 0, trail: [] }));
    const total = (count: (one: Listener) => number): number =>
      listeners.reduce((sum, one) => sum + count(one), 0);
    const problems: Record<string, Problem[]> = {
      lost,
      ...Object.fromEntries(JUDGED.map((kind) => [kind, this.problems(listeners, kind)])),
      lateToGo: lateness.late,
      mailsLost: owed.lost,
      mailsLeaked: mails.leaked,
      mailsTwice: mails.twice,
      merges: merges.problems,
      holes: plain(account.holes),
      effects: [...plain([...effects.lost, ...effects.twice]), ...effects.unasked],
      failures: plain(sender.figures.failures),
    };
    lateness.late.forEach((problem) => problem.trail.push(...logsAround(this.stage.processes, problem.at)));
    for (const problem of Object.values(problems).flat()) {
      problem.trail.push(
        ...(problem.at === 0 || this.reported.has(problem) ? [] : faultLog.around(problem.at)),
      );
    }
    return {
      figures: {
        clients: LISTENERS,
        events: this.eventCount,
        notifications: account.notifications.size,
        deliveries: total(({ judge }) => judge.deliveries),
        requests: sender.figures.requests,
        retries: sender.figures.retries,
        unanswered: sender.figures.unanswered,
        unavailable: sender.figures.unavailable,
        broken: sender.figures.broken,
        sentTwiceAtOnce: sender.figures.sentTwice,
        writesChecked: effects.checked,
        undoneByRestores: effects.undone,
        connections: total(({ client }) => client.counts.connections),
        joins: total(({ client }) => client.counts.joins),
        gaps: total(({ client }) => client.counts.gaps),
        bellFetches: total(({ bell }) => bell.fetches),
        resyncs: total(({ client }) => client.counts.resyncs),
        ...mails.figures,
        mailsOwed: owed.owed,
        owedAndMailed: owed.mailed,
        owedAndExcused: owed.excused,
        merges: merges.count,
        connectionsToEnd: lateness.ended,
        ofThemUndisturbed: lateness.undisturbed,
        worstMillisecondsToEnd: lateness.worst,
        ...this.seconds(),
      },
      disturbed: faultLog.counts,
      problems,
    };
  }
}
