import type { ServerEvent } from "@/shared/protocol/protocol";

interface Whom {
  rooms: string[];
  except: string[];
}

/** Something to say to sockets. */
export type EmitDelivery = { kind: "emit" } & Whom & ServerEvent;

/** Something to do with sockets because of an event. */
export type Delivery =
  | EmitDelivery
  /** Takes the sockets of `rooms` out of a ticket's rooms: they may not see it any more. */
  | ({ kind: "leave"; leave: string[] } & Whom)
  /** Tells the sockets of `rooms` why and disconnects them: they come back with fresh rights, or not at all. */
  | ({ kind: "disconnect" } & Whom & ServerEvent<"session:ended" | "session:changed">);
