import type { IncomingMessage, ServerResponse } from "node:http";
import { reportGauge } from "@/server/metrics/gauges";
import { log } from "@/server/process/log";
import { Renderer, type RendererPace } from "./renderer";

/** The processes that render pages: one at first, and more, up to a number, when pages wait for one another. */
export class Renderers {
  private readonly all: Renderer[];
  private databaseUrl: string | null = null;

  /** `program` is the bundle of commands/render-pages.ts; it loads at once, and renders after `begin`. */
  constructor(
    private readonly program: string,
    private most: number,
    private readonly pace?: RendererPace,
  ) {
    this.all = [new Renderer(program, pace)];
    reportGauge(
      {
        name: "helpejo_pages_memory_bytes",
        help: "Resident memory of the processes that render pages; absent while the first one starts",
      },
      () => this.sum(({ memoryBytes }) => memoryBytes),
    );
    reportGauge(
      {
        name: "helpejo_pages_cpu_seconds",
        help: "Processor time of the processes that render pages, since they started, as of a second ago",
      },
      () => this.sum(({ cpuSeconds }) => cpuSeconds),
    );
    reportGauge({ name: "helpejo_pages_processes", help: "Processes that render pages and are ready" }, () =>
      this.countReady(),
    );
    reportGauge(
      {
        name: "helpejo_pages_starts",
        help: "How often a process that renders pages was started by this server, each first time included",
      },
      () => this.all.reduce((total, { starts }) => total + starts, 0),
    );
  }

  /** Hands over the database and resolves when pages can be rendered; rejects with StartError when the process ends before. */
  async begin(databaseUrl: string): Promise<void> {
    await this.all[0]?.begin(databaseUrl);
    this.databaseUrl = databaseUrl;
  }

  /** How many can render pages now. */
  countReady(): number {
    return this.all.filter((one) => one.isReady()).length;
  }

  /** How many requests they are answering. */
  countUnderWay(): number {
    return this.all.reduce((total, { underWay }) => total + underWay, 0);
  }

  /** The ids of the processes that run. */
  pids(): number[] {
    return this.all.flatMap((one) => one.pid() ?? []);
  }

  /** Starts one more process, where there may be more and each of those there are is ready. */
  grow(): void {
    if (this.databaseUrl === null || this.all.length >= this.most || this.countReady() < this.all.length) {
      return;
    }
    const next = new Renderer(this.program, this.pace);
    this.all.push(next);
    next.begin(this.databaseUrl).catch((error: unknown) => {
      // The others go on, and another try would end like this one.
      log().error({ err: error }, "a further process that renders pages could not begin");
      this.all.splice(this.all.indexOf(next), 1);
      this.most = this.all.length;
      void next.close();
    });
  }

  /**
   * Answers a request by the process with the fewest under way; waits for one that is being started again. False: none came in
   * time, and nothing was sent. A request that reads is sent again when the process ended before it answered.
   */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const isRead = request.method === "GET" || request.method === "HEAD";
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const renderer = this.leastBusy() ?? (await this.firstReady());
      if (!renderer) {
        return false;
      }
      if (await renderer.answer(request, response)) {
        return true;
      }
      if (!isRead) {
        return false;
      }
    }
    return false;
  }

  /** Ends the processes after the pages under way. */
  async close(): Promise<void> {
    this.databaseUrl = null;
    await Promise.all(this.all.map((one) => one.close()));
  }

  private leastBusy(): Renderer | undefined {
    const [first, ...others] = this.all.filter((one) => one.isReady());
    return first && others.reduce((least, one) => (one.underWay < least.underWay ? one : least), first);
  }

  private async firstReady(): Promise<Renderer | null> {
    return await new Promise((resolve) => {
      const all = this.all.map(async (one) => (await one.untilReady()) && resolve(one));
      void Promise.all(all).then(() => resolve(null));
    });
  }

  private sum(of: (figures: { memoryBytes: number; cpuSeconds: number }) => number): number | null {
    const known = this.all.flatMap((one) => one.figures() ?? []);
    return known.length === 0 ? null : known.reduce((total, figures) => total + of(figures), 0);
  }
}
