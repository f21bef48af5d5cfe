import { performance } from "node:perf_hooks";
import { readSettings } from "@/features/organisations/server/read";
import { TEST_TYPE } from "@/features/webhooks/fields";
import { say } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import type { Job } from "@/server/jobs/jobs";
import { countWebhookTry } from "@/server/metrics/webhooks";
import { reportBacklog } from "./read-backlog";
import { postGuarded, type PostOutcome, type Resolve } from "@/server/network/guarded-post";
import { log } from "@/server/process/log";
import { serverVersion } from "@/server/process/version";
import { openSecret } from "@/server/secrets/seal";
import { Listeners } from "@/shared/listeners";
import { mintOrganisationId } from "@/shared/roles";
import { webhookPurpose } from "./rules-sealed";
import { signatureHeaders } from "./rules-sign";
import { onDeliveries } from "./write-queue";
import {
  giveBack,
  listDueWebhooks,
  markDelivered,
  markEmpty,
  markFailed,
  takeDueDeliveries,
  type DueDelivery,
  type Failure,
} from "./write-settle";

const EVERY_MILLISECONDS = 1_000;
/** Being sent by this process at a time. */
const AT_ONCE = 24;
/** Of these, to one webhook; to one that nothing reaches one alone, so that those that hang take no place of the others. */
const AT_ONCE_OF_ONE = 4;
/** Of a run; the next one begins soon after. */
const MOST_OF_RUN = 500;
/** A run waits no longer for what hangs: that goes on behind it. */
const RUN_WAITS_MILLISECONDS = 100;
const TIMEOUT_MILLISECONDS = 15_000;
/** How long a process that ends waits for what it has sent. */
const END_MILLISECONDS = 5_000;

/** Says what deliveries hold, as their sides see it now; null for one that has nothing to say any more. */
export type ComposeDeliveries = (
  deliveries: readonly {
    id: string;
    eventId: string;
    type: string;
    organisationId: string;
    side: "public" | "staff";
  }[],
) => Promise<Map<string, { at: Date; data: object } | null>>;

/** How deliveries are sent. */
export interface DeliverySending {
  compose: ComposeDeliveries;
  /** The time by which they are due. */
  clock?: () => Date;
  timeoutMilliseconds?: number;
  resolve?: Resolve;
}

/**
 * Sends what is queued for webhooks, at least once: a delivery is marked after its receiver answered, so one whose process died
 * in between is sent again, under the same id. Several processes take turns, and each goes on with what it has begun.
 */
export function sendWebhooksJob(compose: ComposeDeliveries): Job {
  const sender = new DeliverySender({ compose });
  return {
    name: "send webhooks",
    everyMilliseconds: EVERY_MILLISECONDS,
    wakeOn: (wake) => {
      const stops = [onDeliveries(wake), sender.onRoom(wake)];
      return () => stops.forEach((stop) => stop());
    },
    run: () => sender.run(),
    end: () => sender.end(END_MILLISECONDS),
  };
}

/** Sends deliveries side by side, with bounds for each webhook and for all. */
export class DeliverySender {
  /** Being sent, by the delivery's id. */
  private readonly underWay = new Map<string, { webhookId: string; done: Promise<void> }>();
  private readonly room = new Listeners();

  constructor(private readonly sending: DeliverySending) {}

  /** Calls `listener` whenever a delivery has made room for another one; returns a function that unsubscribes. */
  onRoom(listener: () => void): () => void {
    return this.room.add(listener);
  }

  /** Begins with what is due, as long as there is room; returns how many. What hangs is not waited for. */
  async run(): Promise<number> {
    let begun = 0;
    await reportBacklog(this.now());
    while (begun < MOST_OF_RUN) {
      const due = await this.takeDue();
      if (due.length === 0) {
        break;
      }
      begun += due.length;
      await this.begin(due);
      await this.someOrSoon();
    }
    return begun;
  }

  /** Resolves when nothing is being sent any more. */
  async settled(): Promise<void> {
    await Promise.all([...this.underWay.values()].map(({ done }) => done));
  }

  /** Waits for what is being sent; what takes longer is left to another process, which sends it again. */
  async end(milliseconds: number): Promise<void> {
    await Promise.race([this.settled(), after(milliseconds)]);
    await giveBack([...this.underWay.keys()]);
  }

  private now(): Date {
    return this.sending.clock?.() ?? new Date();
  }

  private async takeDue(): Promise<DueDelivery[]> {
    const now = this.now();
    let left = AT_ONCE - this.underWay.size;
    const webhooks = left > 0 ? await listDueWebhooks(now) : [];
    // Each gets its share before any gets more: a webhook with very much to send holds up no other.
    const share = Math.max(1, Math.floor(left / Math.max(1, webhooks.length)));
    const rooms = webhooks.flatMap(({ id, isFailing }) => {
      const own = [...this.underWay.values()].filter(({ webhookId }) => webhookId === id).length;
      const room = Math.min((isFailing ? 1 : AT_ONCE_OF_ONE) - own, share, left);
      left -= Math.max(0, room);
      return room > 0 ? [{ webhookId: id, room }] : [];
    });
    return rooms.length === 0 ? [] : await takeDueDeliveries(rooms, now);
  }

  private async begin(due: readonly DueDelivery[]): Promise<void> {
    const composed = await this.composeOf(due).catch(async (error: unknown) => {
      await giveBack(due.map(({ id }) => id));
      throw error;
    });
    for (const delivery of due) {
      const done = this.sendOne(delivery, composed.get(delivery.id) ?? null)
        // It is tried again when its time as taken is over.
        .catch((error: unknown) =>
          log().warn({ err: error, delivery: delivery.id }, "a webhook's delivery was not settled"),
        )
        .finally(() => {
          this.underWay.delete(delivery.id);
          this.room.emit();
        });
      this.underWay.set(delivery.id, { webhookId: delivery.webhookId, done });
    }
  }

  private async composeOf(
    due: readonly DueDelivery[],
  ): Promise<ReadonlyMap<string, { at: Date; data: object } | null>> {
    const ofEvents = due.flatMap(({ eventId, ...delivery }) =>
      eventId === null ? [] : [{ ...delivery, eventId }],
    );
    const tests = due.filter(({ type }) => type === TEST_TYPE);
    return new Map([
      ...(ofEvents.length === 0 ? [] : await this.sending.compose(ofEvents)),
      ...tests.map(({ id, createdAt: at, webhookId }) => [id, { at, data: { webhookId } }] as const),
    ]);
  }

  private async sendOne(delivery: DueDelivery, composed: { at: Date; data: object } | null): Promise<void> {
    if (composed === null) {
      await markEmpty(delivery, this.now(), say("webhooks.error.empty"));
      return;
    }
    const { at, data } = composed;
    const body = JSON.stringify({ type: delivery.type, timestamp: at.toISOString(), data });
    const began = performance.now();
    const outcome = await this.post(delivery, body);
    const milliseconds = Math.round(performance.now() - began);
    const answered = outcome?.kind === "answered" ? outcome : null;
    const tried = {
      now: this.now(),
      body,
      milliseconds,
      status: answered?.status ?? null,
      answer: answered?.answer ?? null,
    };
    const failure =
      outcome === null
        ? because(say("webhooks.error.secret"))
        : failureOf(outcome, this.timeout(), delivery.url);
    countWebhookTry(failure === null ? "sent" : "failed", milliseconds / 1_000);
    if (failure === null) {
      await markDelivered(delivery, tried);
      return;
    }
    log().info(
      { delivery: delivery.id, reason: failure.error.english },
      "a webhook's delivery did not arrive",
    );
    await markFailed(delivery, tried, failure);
  }

  /** Null where it cannot be signed here. */
  private async post(delivery: DueDelivery, body: string): Promise<PostOutcome | null> {
    const { webhookAllowedHosts } = await readSettings(mintOrganisationId(delivery.organisationId));
    const secrets = secretsOf(delivery);
    if (secrets === null) {
      return null;
    }
    const timestamp = Math.floor(this.now().getTime() / 1_000);
    return await postGuarded({
      url: new URL(delivery.url),
      headers: {
        "content-type": "application/json",
        "user-agent": `Helpejo/${serverVersion().split("+")[0]}`,
        ...signatureHeaders(secrets, { id: delivery.id, timestamp, body }),
      },
      body,
      allowed: webhookAllowedHosts,
      timeoutMilliseconds: this.timeout(),
      ...(this.sending.resolve ? { resolve: this.sending.resolve } : {}),
    });
  }

  private timeout(): number {
    return this.sending.timeoutMilliseconds ?? TIMEOUT_MILLISECONDS;
  }

  private async someOrSoon(): Promise<void> {
    await Promise.race(
      [...this.underWay.values()].map(({ done }) => done).concat(after(RUN_WAITS_MILLISECONDS)),
    );
  }
}

/** By what it is signed: by the former secret, too, as long as that holds. Null where the keys here open none. */
function secretsOf({ webhookId, sealedSecret, sealedFormer }: DueDelivery): string[] | null {
  try {
    const purpose = webhookPurpose(webhookId);
    return [sealedSecret, ...(sealedFormer === null ? [] : [sealedFormer])].map((sealed) =>
      openSecret(sealed, purpose),
    );
  } catch (error) {
    log().warn(
      { err: error, webhook: webhookId },
      "the secret of a webhook cannot be opened with the keys here",
    );
    return null;
  }
}

function because(error: Sentence): Failure {
  return { error, isGone: false, retryAfterSeconds: null };
}

/** Null where it arrived. */
function failureOf(outcome: PostOutcome, timeoutMilliseconds: number, url: string): Failure | null {
  switch (outcome.kind) {
    case "private":
      return because(say("webhooks.error.private", { address: outcome.address }));
    case "unknownName":
      return because(say("webhooks.error.unknownName", { host: new URL(url).hostname }));
    case "timeout":
      return because(say("webhooks.error.timeout", { seconds: timeoutMilliseconds / 1_000 }));
    case "failed":
      return because(say("webhooks.error.connection", { reason: outcome.reason }));
    case "answered": {
      const { status, retryAfterSeconds } = outcome;
      if (status >= 200 && status < 300) {
        return null;
      }
      const isRedirect = status >= 300 && status < 400;
      const error = isRedirect
        ? say("webhooks.error.redirect", { status })
        : say("webhooks.error.status", { status });
      return { error, isGone: status === 410, retryAfterSeconds };
    }
  }
}

/** A timer that keeps no process alive. */
async function after(milliseconds: number): Promise<void> {
  await new Promise((done) => setTimeout(done, milliseconds).unref());
}
