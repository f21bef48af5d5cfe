import { fork, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportGauge } from "@/server/metrics/gauges";
import { log } from "@/server/process/log";
import { StartError } from "@/server/process/start-error";
import { forward } from "./forward";
import { rendererReportSchema, type RendererOrder } from "./orders";

/** How a renderer is kept alive, in milliseconds. */
export interface RendererPace {
  /** Between two pings. */
  ping: number;
  /** A process that answers no ping for so long is ended and started again. */
  silence: number;
  /** The first pause before a process that ended is started again; each further one is twice as long. */
  pause: number;
  /** How long a request waits for a process that is being started again. */
  patience: number;
}

const PACE: RendererPace = { ping: 1_000, silence: 30_000, pause: 100, patience: 10_000 };
const LONGEST_PAUSE_MILLISECONDS = 15_000;
/** After so long without an end the next pause is short again. */
const STEADY_MILLISECONDS = 30_000;
/** A page leaves some ten MB of short-lived objects: with room for several pages most are gone before they are looked at. */
const YOUNG_MEMORY = ["--max-semi-space-size=64"];
/** On a busy machine Next.js takes long to load. */
const PATIENCE_AT_START = 6;
/** How long the process may take to end by itself when the server stops. */
const STOP_MILLISECONDS = 5_000;

interface Running {
  child: ChildProcess;
  socketPath: string;
  agent: Agent;
  since: number;
  heardAt: number;
  memoryBytes: number | null;
  cpuSeconds: number | null;
  /** Whether it has begun to listen. */
  hasBegun: boolean;
  /** Whether it listens, as far as is known: false from a request that got no answer to the next sign of life. */
  isReady: boolean;
}

/**
 * The process that renders pages, from its server's side: starts it, sends requests to it, starts it again when it ended or
 * answers no more, and ends it.
 */
export class Renderer {
  private readonly folder = mkdtempSync(join(tmpdir(), "helpejo-"));
  private readonly waiting = new Set<(running: Running | null) => void>();
  private readonly pinging: NodeJS.Timeout;
  private running: Running | null = null;
  private restarting: NodeJS.Timeout | null = null;
  private databaseUrl: string | null = null;
  private wasReady = false;
  private isClosing = false;
  private starts = 0;
  private failures = 0;

  /** `program` is the bundle of commands/render-pages.ts. It loads at once, and renders after `begin`. */
  constructor(
    private readonly program: string,
    private readonly pace: RendererPace = PACE,
  ) {
    this.launch();
    this.pinging = setInterval(() => this.ping(), pace.ping).unref();
    reportGauge(
      {
        name: "helpejo_pages_memory_bytes",
        help: "Resident memory of the process that renders pages; absent while it starts",
      },
      () => this.running?.memoryBytes ?? null,
    );
    reportGauge(
      {
        name: "helpejo_pages_cpu_seconds",
        help: "Processor time of the process that renders pages, since it started, as of a second ago",
      },
      () => this.running?.cpuSeconds ?? null,
    );
    reportGauge(
      {
        name: "helpejo_pages_starts",
        help: "How often the process that renders pages was started by this server, the first time included",
      },
      () => this.starts,
    );
  }

  /** Hands over the database and resolves when pages can be rendered; rejects with StartError when the process ends before. */
  async begin(databaseUrl: string): Promise<void> {
    this.databaseUrl = databaseUrl;
    if (this.running) {
      this.order(this.running, this.beginning(this.running));
    }
    if (!(await this.ready(null))) {
      throw new StartError(
        "The pages cannot be rendered; what is wrong stands above. `npm run build` makes them anew.",
      );
    }
  }

  /** Whether pages can be rendered now. */
  isReady(): boolean {
    return this.running?.isReady ?? false;
  }

  /** The process's id, or null between two of them. */
  pid(): number | null {
    return this.running?.child.pid ?? null;
  }

  /**
   * Answers a request by the process; waits for one that is being started again. False: none came in time, and nothing was sent.
   * A request that reads is sent again when the process ended before it answered.
   */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const isRead = request.method === "GET" || request.method === "HEAD";
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const running = await this.ready(this.pace.patience);
      if (running && (await forward(request, response, running))) {
        return true;
      }
      if (running) {
        // It may have ended, of which its exit tells a moment later.
        running.isReady = false;
        this.order(running, { kind: "ping" });
      }
      if (!running || !isRead) {
        return false;
      }
    }
    return false;
  }

  /** Ends the process after the pages under way. */
  async close(): Promise<void> {
    this.isClosing = true;
    clearInterval(this.pinging);
    clearTimeout(this.restarting ?? undefined);
    this.wake(null);
    const running = this.running;
    if (running) {
      const ended = new Promise((resolve) => running.child.once("exit", resolve));
      this.order(running, { kind: "stop" });
      const late = setTimeout(() => running.child.kill("SIGKILL"), STOP_MILLISECONDS);
      await ended;
      clearTimeout(late);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private launch(): void {
    this.starts += 1;
    const now = performance.now();
    const running: Running = {
      child: fork(this.program, { serialization: "json", execArgv: [...process.execArgv, ...YOUNG_MEMORY] }),
      socketPath: join(this.folder, `${this.starts}`),
      agent: new Agent({ keepAlive: true }),
      since: now,
      heardAt: now,
      memoryBytes: null,
      cpuSeconds: null,
      hasBegun: false,
      isReady: false,
    };
    this.running = running;
    running.child.on("error", (error) => log().error({ err: error }, "the process that renders pages"));
    running.child.on("message", (message) => {
      const report = rendererReportSchema.parse(message);
      running.heardAt = performance.now();
      if (report.kind === "ready") {
        running.hasBegun = true;
        this.wasReady = true;
      } else {
        running.memoryBytes = report.memoryBytes;
        running.cpuSeconds = report.cpuSeconds;
      }
      if (running.hasBegun) {
        running.isReady = true;
        this.wake(running);
      }
    });
    running.child.once("exit", (code, signal) => this.afterEnd(running, code ?? signal));
    if (this.databaseUrl !== null) {
      this.order(running, this.beginning(running));
    }
  }

  private afterEnd(running: Running, how: number | string | null): void {
    this.running = null;
    running.agent.destroy();
    if (this.isClosing) {
      return;
    }
    if (!this.wasReady && this.databaseUrl !== null) {
      // It has said why; trying again would only say it again.
      this.wake(null);
      return;
    }
    this.failures = performance.now() - running.since > STEADY_MILLISECONDS ? 0 : this.failures + 1;
    log().error(
      { how, failures: this.failures },
      "the process that renders pages ended; it is started again",
    );
    const pause = Math.min(this.pace.pause * 2 ** this.failures, LONGEST_PAUSE_MILLISECONDS);
    this.restarting = setTimeout(() => this.launch(), pause);
  }

  private ping(): void {
    const running = this.running;
    if (!running) {
      return;
    }
    const patience = this.pace.silence * (running.hasBegun ? 1 : PATIENCE_AT_START);
    if (performance.now() - running.heardAt > patience) {
      log().error("the process that renders pages answers no more; it is ended and started again");
      running.child.kill("SIGKILL");
      return;
    }
    this.order(running, { kind: "ping" });
  }

  /** The process once it is ready; null when there is none within `milliseconds` (null: however long it takes), or none will come. */
  private async ready(milliseconds: number | null): Promise<Running | null> {
    if (this.running?.isReady || this.isClosing) {
      return this.isClosing ? null : this.running;
    }
    if (!this.running && this.restarting === null) {
      return null;
    }
    return await new Promise((resolve) => {
      const done = (running: Running | null): void => {
        this.waiting.delete(done);
        clearTimeout(timer);
        resolve(running);
      };
      const timer = milliseconds === null ? undefined : setTimeout(() => done(null), milliseconds);
      this.waiting.add(done);
    });
  }

  private wake(running: Running | null): void {
    [...this.waiting].forEach((done) => done(running));
  }

  private beginning({ socketPath }: Running): RendererOrder {
    return { kind: "begin", databaseUrl: this.databaseUrl ?? "", socketPath };
  }

  private order({ child }: Running, order: RendererOrder): void {
    // One that ends meanwhile is met by its exit.
    if (child.connected) {
      child.send(order, () => undefined);
    }
  }
}
