import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Direction, TcpProxy } from "@/testing/processes/tcp-proxy";
import type { FaultLog } from "./fault-log";
import type { Eras } from "./history/eras";
import type { Action } from "./actions/loop";
import type { Random } from "./random";
import { ELSEWHERE, portOf, type Stage } from "./stage";

const DIRECTIONS: readonly (readonly Direction[])[] = [["up"], ["down"], ["up", "down"]];
/** A silent connection to PostgreSQL is replaced within this time. */
const FORSAKEN_MILLISECONDS = 12_000;
/** The time until both sides notice the missing pings of a client's silent connection. */
const SILENCE_MILLISECONDS = 20_000;

/** Faults of machines and connections. Actions of one list run one after another. */
export class Outages {
  private holders: pg.Client[] = [];

  constructor(
    private readonly stage: Stage,
    private readonly eras: Eras,
    private readonly random: Random,
    private readonly faultLog: FaultLog,
    /** When the run ends: what takes longer to be noticed than is left happens but once. */
    private readonly endsAt: number,
  ) {}

  /** Server processes are killed, and paused. */
  processes(): Action[] {
    const kill = (): Promise<void> =>
      this.stage.killProcess(this.anyProcess(), this.random.between(100, 800));
    return [kill, kill, () => this.pause(), kill];
  }

  /** PostgreSQL and Redis stop and come back, and so do the connections to them. */
  stores(): Action[] {
    return [
      () => this.forsake("postgres"),
      () => this.eras.backUp().then(() => this.holdTransactions()),
      () => this.restartRedis(),
      () => this.stall("postgres"),
      () => this.restartPostgres(),
      () => this.restore(),
      () => this.stall("redis"),
      () => this.crashBackend(),
      () => this.breakReaders(),
      () => this.forsake("redis"),
      () => this.cut("postgres"),
    ];
  }

  /** The connections of clients. */
  fronts(): Action[] {
    return [
      () => this.silence(),
      () => this.cutFront(),
      () => this.stallFront(false),
      () => this.moveFront(),
      () => this.stallFront(true),
    ];
  }

  /** Opens transactions that have an id and do not end, here and in another database: everybody's snapshots carry them along. */
  async holdTransactions(): Promise<void> {
    await this.letGo();
    const databases = [this.stage.postgres.url(), this.stage.postgres.url({ database: ELSEWHERE })];
    this.holders = await Promise.all(databases.map(holdTransaction));
    this.faultLog.count("long transactions", this.holders.length);
  }

  /** Ends the long transactions. */
  async letGo(): Promise<void> {
    await Promise.all(this.holders.splice(0).map((holder) => holder.end().catch(() => undefined)));
  }

  /** Makes every connection work again. */
  heal(): void {
    this.stage.fronts.forEach((front) => front.resume());
    this.stage.lines.forEach((line) => [line.postgres, line.redis].forEach((proxy) => proxy.resume()));
  }

  private async pause(): Promise<void> {
    const index = this.anyProcess();
    const end = this.faultLog.begin(`process ${index} paused`, [`process:${index}`]);
    this.stage.processes[index]?.pause();
    await sleep(this.random.between(500, 3_000));
    this.stage.processes[index]?.resume();
    end();
    this.faultLog.count("processes paused");
  }

  private async restartRedis(): Promise<void> {
    const end = this.faultLog.begin("Redis killed", ["redis"]);
    await this.stage.redis.kill();
    this.faultLog.count("Redis restarts");
    await sleep(this.random.between(200, 1_000));
    await this.stage.redis.start();
    end();
  }

  private async restartPostgres(): Promise<void> {
    const end = this.faultLog.begin("PostgreSQL stopped at once", ["postgres"]);
    await this.stage.postgres.stopAtOnce();
    this.faultLog.count("PostgreSQL restarts");
    await sleep(this.random.between(100, 1_000));
    await this.stage.postgres.start();
    end();
    await this.holdTransactions();
  }

  /** One backend dies by SIGKILL: PostgreSQL then ends all others and recovers. */
  private async crashBackend(): Promise<void> {
    const end = this.faultLog.begin("a backend of PostgreSQL killed", ["postgres"]);
    const { rows } = await this.stage.postgres.asSuperuser(
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'helpejo' LIMIT 1",
    );
    const pid: unknown = rows[0]?.pid;
    if (typeof pid === "number") {
      process.kill(pid, "SIGKILL");
      this.faultLog.count("PostgreSQL crashes");
    }
    await sleep(300);
    while (!(await this.stage.postgres.asSuperuser("SELECT 1").catch(() => null))) {
      await sleep(50);
    }
    end();
    await this.holdTransactions();
  }

  /** Rarely: it undoes what was written since the copy. */
  private async restore(): Promise<void> {
    if ((this.faultLog.counts["restores"] ?? 0) === 0 || this.random.chance(0.4)) {
      await this.eras.restore();
      await this.holdTransactions();
    }
  }

  private async breakReaders(): Promise<void> {
    const { rows } = await this.stage.postgres.asSuperuser(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'helpejo reader'",
    );
    this.faultLog.count("readers' connections broken", rows.length);
  }

  /** A process receives nothing from a store for a while, on all or some of its connections; then the delayed data, or the end. */
  private async stall(store: "postgres" | "redis"): Promise<void> {
    const index = this.anyProcess();
    const proxy = this.line(index, store);
    const end = this.begin(index, store, "stalled");
    const directions = this.random.pick(DIRECTIONS);
    if (this.random.chance(0.5)) {
      proxy.stall(directions);
    } else {
      proxy.stallSome(() => this.random.chance(0.5), directions);
    }
    await sleep(this.random.between(800, 2_500));
    if (this.random.chance(0.5)) {
      proxy.cut();
    }
    proxy.resume();
    end();
    this.faultLog.count(`lines to ${store} stalled`);
  }

  /** A process's connections to a store never say anything again; new ones work. */
  private async forsake(store: "postgres" | "redis"): Promise<void> {
    if (this.isTooLate(`lines to ${store} half-open`)) {
      return;
    }
    const index = this.anyProcess();
    const end = this.begin(index, store, "forsaken");
    this.line(index, store).forsake();
    this.faultLog.count(`lines to ${store} half-open`);
    setTimeout(end, FORSAKEN_MILLISECONDS).unref();
    await sleep(500);
  }

  private async cut(store: "postgres" | "redis"): Promise<void> {
    const index = this.anyProcess();
    const end = this.begin(index, store, "cut");
    this.line(index, store).cut();
    this.faultLog.count(`lines to ${store} cut`);
    await sleep(100);
    end();
  }

  private begin(index: number, store: "postgres" | "redis", what: string): () => void {
    const key = store === "postgres" ? `line:${index}` : `redis:${index}`;
    return this.faultLog.begin(`process ${index}: line to ${store} ${what}`, [key]);
  }

  private async silence(): Promise<void> {
    if (this.isTooLate("clients' lines half-open")) {
      return;
    }
    const { front, index } = this.anyFront();
    const end = this.faultLog.begin(`front ${index} half-open`, [`front:${index}`]);
    front.forsake();
    this.faultLog.count("clients' lines half-open");
    setTimeout(end, SILENCE_MILLISECONDS).unref();
    await sleep(500);
  }

  private isTooLate(what: string): boolean {
    return (this.faultLog.counts[what] ?? 0) > 0 && Date.now() > this.endsAt - SILENCE_MILLISECONDS;
  }

  private async cutFront(): Promise<void> {
    const { front, index } = this.anyFront();
    this.faultLog.note(`front ${index} cut`);
    front.cut();
    this.faultLog.count("clients' lines cut");
    await sleep(100);
  }

  private async stallFront(isCutAfter: boolean): Promise<void> {
    const { front, index } = this.anyFront();
    const end = this.faultLog.begin(`front ${index} stalled`, [`front:${index}`]);
    front.stall(this.random.pick(DIRECTIONS));
    await sleep(this.random.between(500, 3_000));
    if (isCutAfter) {
      front.cut();
    }
    front.resume();
    end();
    this.faultLog.count("clients' lines stalled");
  }

  /** Clients come to another process, as behind a proxy whose server went away. */
  private async moveFront(): Promise<void> {
    const { front, index } = this.anyFront();
    this.faultLog.note(`front ${index} moved`);
    front.retarget(portOf(this.stage.processes[this.anyProcess()]));
    front.cut();
    this.faultLog.count("clients moved to another process");
    await sleep(100);
  }

  private line(index: number, store: "postgres" | "redis"): TcpProxy {
    const line = this.stage.lines[index];
    if (!line) {
      throw new Error(`there is no process ${index}`);
    }
    return line[store];
  }

  private anyProcess(): number {
    return this.random.between(0, this.stage.processes.length - 1);
  }

  private anyFront(): { front: TcpProxy; index: number } {
    const front = this.random.pick(this.stage.fronts);
    return { front, index: this.stage.fronts.indexOf(front) };
  }
}

async function holdTransaction(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  await client.query("BEGIN");
  await client.query("SELECT pg_current_xact_id()");
  return client;
}
