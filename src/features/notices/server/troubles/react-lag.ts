import { z } from "zod";
import { transaction } from "@/server/database/database";
import { raiseEverywhere } from "@/features/notices/server/write";

/** From here on what happens reaches screens noticeably late. */
const LATE_MILLISECONDS = 5_000;
/** A shorter delay mends itself before anybody could look. */
const PATIENCE_MILLISECONDS = 10_000;
const REPEAT_MILLISECONDS = 5_000;
/** Several processes tell of the same delay: it is over when none of them does any more. */
const QUIET_SECONDS = 15;

const worstSchema = z.object({ worstSeconds: z.number() });

/**
 * Watches how far this process is behind with telling sockets what happened, and tells the admins of every organisation
 * when that lasts: at once where the database takes it, or else as soon as it does again, with how bad it was.
 */
export class LagWatch {
  private lateSince: number | null = null;
  private worst = 0;
  private isTrouble = false;
  private toldAt = 0;

  constructor(
    private readonly lagMilliseconds: () => number,
    private readonly clock: () => number = Date.now,
  ) {}

  /** Looks once; call it every second, not before the last look is through. */
  async look(): Promise<void> {
    const now = this.clock();
    const lag = this.lagMilliseconds();
    const isLate = lag > LATE_MILLISECONDS;
    if (isLate) {
      this.lateSince ??= now;
      this.worst = Math.max(this.worst, lag);
      this.isTrouble ||= now - this.lateSince >= PATIENCE_MILLISECONDS;
    } else {
      this.lateSince = null;
    }
    if (!this.isTrouble) {
      this.worst = isLate ? this.worst : 0;
      return;
    }
    if (!isLate || now - this.toldAt >= REPEAT_MILLISECONDS) {
      await noticeLag(Math.round(this.worst / 1_000));
      this.toldAt = now;
    }
    if (!isLate) {
      this.isTrouble = false;
      this.worst = 0;
    }
  }
}

/** Says that changes come late, by up to so many seconds; of several processes the slowest counts. */
export async function noticeLag(seconds: number): Promise<void> {
  await transaction((tx) =>
    raiseEverywhere(tx, {
      key: "lag",
      say: (before) => {
        const worstSeconds = Math.max(seconds, before === null ? 0 : worstSchema.parse(before).worstSeconds);
        return {
          kind: "delivery_lag",
          level: "critical",
          message: `Changes reached people's screens late, by up to ${worstSeconds} seconds.`,
          link: "/admin/connections",
          data: { worstSeconds },
          endsIn: QUIET_SECONDS,
        };
      },
    }),
  );
}
