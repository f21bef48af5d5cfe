import { createHmac } from "node:crypto";
import { say } from "@/messages/server/say";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { authSecret, env } from "@/server/process/env";
import { shareOnce } from "@/server/process/globals";
import { redis } from "@/server/bus/redis";
import type { Rate } from "./token-bucket";
import { TokenBuckets, type Taken } from "./token-buckets";

/** A person may send the writes of this many seconds at once. */
const BURST_SECONDS = 50;
/** An organisation's people together write ten times as much as one. */
const ORGANISATION_TIMES = 10;
/** Bytes of files that a person may send at once, and then each second. */
const UPLOAD: Rate = { burst: 2 * 1024 ** 3, perSecond: 2 * 1024 ** 2 };
/** Bytes of answers that are kept for a person's Idempotency-Keys: at once, and then each second. */
const KEPT_ANSWERS: Rate = { burst: 64 * 1024 ** 2, perSecond: 16 * 1024 };
/** Uploads under way: of one person, and in this process. */
const UPLOADS_OF_PERSON = 8;
const UPLOADS_IN_ALL = 64;

/**
 * Counts one write by a person; throws `rate_limited` when they, or their organisation, wrote too much. `headers` gets the
 * headers that say how much is left.
 */
export async function countWrite(actor: Actor, headers: Map<string, string>): Promise<void> {
  const taken = await takeWrites(actor, 1);
  if (!taken) {
    return;
  }
  headers.set("ratelimit-limit", String(taken.limit));
  headers.set("ratelimit-remaining", String(taken.remaining));
  headers.set("ratelimit-reset", String(taken.reset));
  if (!taken.isAllowed) {
    throw tooMany("writes", taken.retryAfter);
  }
}

/**
 * Counts the writes of one request beyond its first; throws `rate_limited` before any of them is done. A request of more than a
 * person may ever send at once costs all of that.
 */
export async function countFurtherWrites(actor: Actor, writes: number): Promise<void> {
  const most = env().writesPerSecond * BURST_SECONDS - 1;
  const taken = await takeWrites(actor, Math.min(writes, most));
  if (taken && !taken.isAllowed) {
    throw tooMany("writes", taken.retryAfter);
  }
}

/** Gives a write back that had no effect, as it repeated an earlier one. */
export async function returnWrite(actor: Actor, writes = 1): Promise<void> {
  await takeWrites(actor, -writes);
}

/** Counts bytes that are kept to answer a repeated request; throws `rate_limited` when a person has too many of them kept. */
export async function countKeptAnswer(personId: string, bytes: number): Promise<void> {
  if (env().writesPerSecond === 0) {
    return;
  }
  const taken = await ownBuckets().take([{ key: `answers:${personId}`, rate: KEPT_ANSWERS, cost: bytes }]);
  if (!taken.isAllowed) {
    throw tooMany("keys", taken.retryAfter);
  }
}

/**
 * Runs an upload of up to `bytes` within the limits: so many at the same time, so many bytes. `received` is called with how many
 * there were in the end. Throws `rate_limited`, or `unavailable` when everybody together uploads too much.
 */
export async function limitUpload<T>(
  actor: Pick<Actor, "id">,
  bytes: number,
  upload: (received: (bytes: number) => void) => Promise<T>,
): Promise<T> {
  const underWay = shareOnce("uploads-under-way", () => new Map<string, number>());
  const mine = underWay.get(actor.id) ?? 0;
  if (mine >= UPLOADS_OF_PERSON) {
    throw tooMany("uploads", 2);
  }
  if ([...underWay.values()].reduce((sum, one) => sum + one, 0) >= UPLOADS_IN_ALL) {
    throw new AppError("unavailable", say("refusals.limits.uploadsInAll"), {
      retryAfter: 2,
    });
  }
  underWay.set(actor.id, mine + 1);
  try {
    const key = `upload:${actor.id}`;
    const cost = Math.min(bytes, UPLOAD.burst);
    const taken = await ownBuckets().take([{ key, rate: UPLOAD, cost }]);
    if (!taken.isAllowed) {
      throw tooMany("uploaded", taken.retryAfter);
    }
    let used = cost;
    const result = await upload((count) => (used = count));
    // A failed upload costs what it announced.
    await ownBuckets().take([{ key, rate: UPLOAD, cost: used - cost }]);
    return result;
  } finally {
    const left = (underWay.get(actor.id) ?? 1) - 1;
    if (left === 0) {
      underWay.delete(actor.id);
    } else {
      underWay.set(actor.id, left);
    }
  }
}

/** Forgets what was counted in this process; for tests, which share one. */
export function forgetWrites(): void {
  buckets().clear();
  ownBuckets().clear();
}

async function takeWrites(actor: Actor, cost: number): Promise<Taken | null> {
  const perSecond = env().writesPerSecond;
  if (perSecond === 0) {
    return null;
  }
  const person: Rate = { burst: perSecond * BURST_SECONDS, perSecond };
  const organisation: Rate = {
    burst: person.burst * ORGANISATION_TIMES,
    perSecond: perSecond * ORGANISATION_TIMES,
  };
  return await buckets().take([
    { key: `writes:${actor.id}`, rate: person, cost },
    { key: `writes:${actor.organisationId}`, rate: organisation, cost },
  ]);
}

function tooMany(what: "writes" | "keys" | "uploads" | "uploaded", seconds: number): AppError {
  const wait = Math.max(1, Math.ceil(seconds));
  return new AppError("rate_limited", say(`refusals.limits.${what}`, { wait }), { retryAfter: wait });
}

/** What each process counts by itself, so that a write asks Redis once at most. */
function ownBuckets(): TokenBuckets {
  return shareOnce("own-write-limits", () => new TokenBuckets());
}

/** Several installations may share one Redis: those of one share their secret. */
function buckets(): TokenBuckets {
  return shareOnce("write-limits", () => {
    const installation = createHmac("sha256", authSecret()).update("the write limits").digest("hex");
    return new TokenBuckets({ redis, prefix: `helpejo:${installation.slice(0, 16)}:bucket` });
  });
}
