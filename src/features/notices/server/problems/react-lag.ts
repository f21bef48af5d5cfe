import { z } from "zod";
import { say } from "@/messages/server/say";
import { transaction } from "@/server/database/database";
import { raiseEverywhere } from "@/features/notices/server/write";

/** From this lag on, events reach pages noticeably late. */
const LATE_MILLISECONDS = 5_000;
/** A shorter delay is over before an admin could look. */
const PATIENCE_MILLISECONDS = 10_000;
const REPEAT_MILLISECONDS = 5_000;
/** Several processes report the same delay: the notice ends when none of them does any more. */
const QUIET_SECONDS = 15;

const worstSchema = z.object({ worstSeconds: z.number() });

/**
 * Watches how far this process is behind the log, and notifies the admins of every organisation when a delay
 * lasts: at once, or as soon as the database can store the notice, with the worst delay.
 */
export class LagWatch {
  private lateSince: number | null = null;
  private worst = 0;
  private isRaised = false;
  private raisedAt = 0;

  constructor(
    private readonly lagMilliseconds: () => number,
    private readonly clock: () => number = Date.now,
  ) {}

  /** Checks once; call it every second, and not before the last check is done. */
  async check(): Promise<void> {
    const now = this.clock();
    const lag = this.lagMilliseconds();
    const isLate = lag > LATE_MILLISECONDS;
    if (isLate) {
      this.lateSince ??= now;
      this.worst = Math.max(this.worst, lag);
      this.isRaised ||= now - this.lateSince >= PATIENCE_MILLISECONDS;
    } else {
      this.lateSince = null;
    }
    if (!this.isRaised) {
      this.worst = isLate ? this.worst : 0;
      return;
    }
    if (!isLate || now - this.raisedAt >= REPEAT_MILLISECONDS) {
      await noticeLag(Math.round(this.worst / 1_000));
      this.raisedAt = now;
    }
    if (!isLate) {
      this.isRaised = false;
      this.worst = 0;
    }
  }
}

/** Raises the notice that changes come late, by up to so many seconds; of several processes the slowest counts. */
export async function noticeLag(seconds: number): Promise<void> {
  await transaction((tx) =>
    raiseEverywhere(tx, {
      key: "lag",
      describe: (before) => {
        const worstSeconds = Math.max(seconds, before === null ? 0 : worstSchema.parse(before).worstSeconds);
        return {
          kind: "delivery_lag",
          level: "critical",
          sentence: say("alerts.lag", { seconds: worstSeconds }),
          link: "/admin/connections",
          data: { worstSeconds },
          endsIn: QUIET_SECONDS,
        };
      },
    }),
  );
}
