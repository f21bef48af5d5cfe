import type { ServerEvent } from "@/shared/protocol/protocol";

interface Whom {
  rooms: string[];
  except: string[];
}

/** An event to emit to sockets. */
export type EmitDelivery = { kind: "emit" } & Whom & ServerEvent;

/** What an event does to sockets. */
export type Delivery =
  | EmitDelivery
  /** Removes the sockets of `rooms` from a ticket's rooms: they may not see it any more. */
  | ({ kind: "leave"; leave: string[] } & Whom)
  /** Sends the reason to the sockets of `rooms` and disconnects them: they come back with fresh rights, or not at all. */
  | ({ kind: "disconnect" } & Whom & ServerEvent<"session:ended" | "session:changed">);
