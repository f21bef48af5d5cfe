import { z } from "zod";
import { log } from "@/server/process/log";
import { endRedis, openRedis, type RedisClient } from "./redis";

const envelopeSchema = z.object({ from: z.string(), topic: z.string(), message: z.unknown() });

type Receive = (topic: string, message: unknown, from: string) => void;

/** One channel of Redis, which connects the processes of an installation; messages are lost while Redis is away. */
export class RedisChannel {
  private readonly listener: RedisClient;
  private readonly sender: RedisClient;
  private isListening = false;

  constructor(
    url: string,
    private readonly channel: string,
    private readonly processId: string,
    private readonly onMessage: Receive,
  ) {
    this.sender = openRedis(url, "bus, sending");
    this.listener = openRedis(url, "bus, listening");
    this.listener.on("ready", () => void this.listen());
    for (const event of ["error", "end", "reconnecting"] as const) {
      this.listener.on(event, () => (this.isListening = false));
    }
  }

  /** Whether messages can be sent now. */
  isUp(): boolean {
    return this.isListening && this.sender.isReady;
  }

  /** Sends to all other processes. */
  send(topic: string, message: unknown): void {
    if (this.sender.isReady) {
      const text = JSON.stringify({ from: this.processId, topic, message });
      void this.sender.publish(this.channel, text).catch(() => undefined);
    }
  }

  /** Closes the connection, once all messages are sent. */
  async close(): Promise<void> {
    this.listener.destroy();
    await endRedis(this.sender);
  }

  /** Subscribes at each new connection; the client itself subscribes again to what it had, which does no harm. */
  private async listen(): Promise<void> {
    try {
      await this.listener.unsubscribe(this.channel);
      await this.listener.subscribe(this.channel, (text) => this.receive(text));
      this.isListening = true;
    } catch {
      // The connection broke again meanwhile: its next "ready" comes.
    }
  }

  private receive(text: string): void {
    try {
      const parsed = envelopeSchema.safeParse(JSON.parse(text));
      if (parsed.success && parsed.data.from !== this.processId) {
        this.onMessage(parsed.data.topic, parsed.data.message, parsed.data.from);
      }
    } catch (error) {
      log().warn({ err: error }, "a message between processes could not be dealt with");
    }
  }
}
