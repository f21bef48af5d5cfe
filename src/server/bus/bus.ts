import { createHmac, randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { z } from "zod";
import { authSecret, env } from "@/server/process/env";
import { forgetShared, shareOnce } from "@/server/process/globals";
import { RedisChannel } from "./redis-channel";
import { countBusMessage, reportBus } from "@/server/metrics/bus";
import { Peers, type Peer, type PeerChange } from "./peers";

/** A message bus between the processes of one installation; messages may be lost. */
export interface Bus {
  readonly processId: string;
  /** Publishes to the other processes; JSON, and lost while Redis is away. */
  publish(topic: string, message: unknown): void;
  /** Subscribes to messages of other processes, which have to be validated. Returns a function that unsubscribes. */
  subscribe(topic: string, listener: (message: unknown, from: string) => void): () => void;
  /** Asks all other live processes; resolves with those answers that came within half a second. */
  ask(topic: string, question: unknown): Promise<unknown[]>;
  /** Answers questions of other processes. Returns a function that unregisters it. */
  answer(topic: string, handler: (question: unknown) => unknown): () => void;
  /** The other live processes. */
  peers(): Peer[];
  /** Subscribes to processes that start, stop, or vanish. Returns a function that unsubscribes. */
  onPeer(listener: (change: PeerChange, peer: Peer) => void): () => void;
  /** False while Redis is away; true without REDIS_URL, where there is no other process. */
  isConnected(): boolean;
  /** Announces that this process leaves, and closes the connection. */
  close(): Promise<void>;
}

type Listener = (message: unknown, from: string) => void;

const ANSWER_MILLISECONDS = 500;
const questionSchema = z.object({ id: z.string(), question: z.unknown() });
const answerSchema = z.object({ id: z.string(), answer: z.unknown() });

/** The process's one bus: over Redis where REDIS_URL names one, else of this process alone. */
export function bus(): Bus {
  return shareOnce("bus", () => {
    const made = makeBus(env().redisUrl, env().port);
    reportBus({ usesRedis: env().redisUrl !== null, isConnected: made.isConnected, peers: made.peers });
    return made;
  });
}

/** Closes the process's bus; the next `bus()` opens another. */
export async function closeBus(): Promise<void> {
  const open = bus();
  forgetShared("bus");
  await open.close();
}

/** Creates a bus, as each process has one; processes with the same secret share one channel of a Redis. */
export function makeBus(redisUrl: string | null, port: number): Bus {
  const self: Peer = {
    processId: randomUUID(),
    host: hostname(),
    port,
    pid: process.pid,
    startedAt: new Date().toISOString(),
  };
  const listeners = new Map<string, Set<Listener>>();
  const receive = (topic: string, message: unknown, from: string): void => {
    peers.renewLease(from);
    countBusMessage("received", topic);
    listeners.get(topic)?.forEach((listener) => listener(message, from));
  };
  const channel =
    redisUrl === null ? null : new RedisChannel(redisUrl, channelName(), self.processId, receive);
  const publish = (topic: string, message: unknown): void => {
    if (channel) {
      countBusMessage(channel.isUp() ? "sent" : "lost", topic);
      channel.send(topic, message);
    }
  };
  const subscribe = (topic: string, listener: Listener): (() => void) => {
    const known = listeners.get(topic) ?? new Set();
    listeners.set(topic, known.add(listener));
    return () => known.delete(listener);
  };
  const isConnected = (): boolean => channel?.isUp() ?? true;
  const peers = new Peers(self, { publish, subscribe, isConnected });

  return {
    processId: self.processId,
    publish,
    subscribe,
    ask: (topic, question) => askAll({ publish, subscribe, peers }, topic, question),
    answer: (topic, handler) =>
      subscribe(`${topic}?`, (message) => {
        const asked = questionSchema.safeParse(message);
        if (asked.success) {
          void Promise.resolve(handler(asked.data.question)).then((answer) =>
            publish(`${topic}!`, { id: asked.data.id, answer }),
          );
        }
      }),
    peers: () => peers.list(),
    onPeer: (listener) => peers.onChange(listener),
    isConnected,
    close: async () => {
      peers.leave();
      await channel?.close();
    },
  };
}

async function askAll(
  channel: Pick<Bus, "publish" | "subscribe"> & { peers: Peers },
  topic: string,
  question: unknown,
): Promise<unknown[]> {
  const expected = channel.peers.list().length;
  if (expected === 0) {
    return [];
  }
  const id = randomUUID();
  const answers: unknown[] = [];
  return await new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      stop();
      resolve(answers);
    };
    const timer = setTimeout(done, ANSWER_MILLISECONDS);
    const stop = channel.subscribe(`${topic}!`, (message) => {
      const answered = answerSchema.safeParse(message);
      if (answered.success && answered.data.id === id && answers.push(answered.data.answer) >= expected) {
        done();
      }
    });
    channel.publish(`${topic}?`, { id, question });
  });
}

/** Several installations may share one Redis: the channel's name is derived from the secret, and does not reveal it. */
function channelName(): string {
  return `helpejo:${createHmac("sha256", authSecret()).update("the bus").digest("hex").slice(0, 16)}`;
}
