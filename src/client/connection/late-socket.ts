import type { ClientMessageName, ServerEventName } from "@/shared/protocol/protocol";
import type { Asked, PageSocket, Sending, TypedSocket } from "./socket";

interface Subscription {
  name: ServerEventName;
  listener: (payload: never) => void;
}

/**
 * A page's socket while the code of sockets is still on its way, and ever after: who listens is heard from the first event
 * on, who sends before is not connected.
 */
export class LateSocket implements PageSocket {
  private socket: TypedSocket | null = null;
  private subscriptions: Subscription[] = [];

  get connected(): boolean {
    return this.socket?.connected ?? false;
  }

  /** From now on it is this socket, which is not connected yet. */
  become(socket: TypedSocket): void {
    this.socket = socket;
    const own: Pick<PageSocket, "on"> = socket;
    for (const { name, listener } of this.subscriptions) {
      own.on(name, listener);
    }
    this.subscriptions = [];
  }

  on(name: ServerEventName, listener: (payload: never) => void): void {
    const own: Pick<PageSocket, "on"> | null = this.socket;
    if (own) {
      own.on(name, listener);
    } else {
      this.subscriptions.push({ name, listener });
    }
  }

  off(name?: ServerEventName, listener?: (payload: never) => void): void {
    const own: Pick<PageSocket, "off"> | null = this.socket;
    own?.off(name, listener);
    this.subscriptions = this.subscriptions.filter((one) => one.name !== name || one.listener !== listener);
  }

  emit(name: ClientMessageName, data: object): void {
    const own: Pick<PageSocket, "emit"> | null = this.socket;
    const sending: Sending | null = own;
    sending?.emit(name, data);
  }

  timeout(milliseconds: number): Asked {
    return (
      this.socket?.timeout(milliseconds) ?? {
        emitWithAck: () => Promise.reject(new Error("The page is not connected yet.")),
      }
    );
  }
}
