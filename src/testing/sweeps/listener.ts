import { io, type Socket } from "socket.io-client";
import { until } from "../wait";

/** A socket at an organisation's address that keeps all it receives. */
export class Listener {
  readonly received: { name: string; payload: unknown }[] = [];
  readonly socket: Socket;
  private refusal: string | null = null;

  constructor(url: string, host: string, token: string | null) {
    this.socket = io(url, {
      auth: { token },
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      extraHeaders: { host },
    });
    this.socket.onAny((name: string, payload: unknown) => this.received.push({ name, payload }));
    this.socket.on("connect_error", (error) => {
      this.refusal = "data" in error ? JSON.stringify(error.data) : error.message;
    });
  }

  /** Waits until it is let in or refused; null, or why not. */
  async settled(): Promise<string | null> {
    await until(
      "the socket is let in or refused",
      () => this.refusal !== null || this.received.some(({ name }) => name === "session:ready"),
    );
    return this.refusal;
  }

  /** Sends a message; the acknowledgement as text, and how long it took. */
  async ask(name: string, data: unknown): Promise<{ text: string; milliseconds: number }> {
    const began = performance.now();
    const answer: unknown = await this.socket
      .timeout(5_000)
      .emitWithAck(name, data)
      .catch(() => "silence");
    return { text: JSON.stringify(answer), milliseconds: performance.now() - began };
  }

  /** Whether it received something with this text in it. */
  hasReceived(text: string): boolean {
    return this.received.some(({ payload }) => JSON.stringify(payload).includes(text));
  }

  close(): void {
    this.socket.disconnect();
  }
}
