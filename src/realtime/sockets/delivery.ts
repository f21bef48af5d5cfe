/** Something to say to sockets. */
export interface EmitDelivery {
  kind: "emit";
  rooms: string[];
  except: string[];
  name: string;
  payload: object;
}

/** Something to do with sockets because of an event. */
export type Delivery =
  | EmitDelivery
  /** Takes the sockets of `rooms` out of a ticket's rooms: they may not see it any more. */
  | { kind: "leave"; rooms: string[]; except: string[]; leave: string[] }
  /** Tells the sockets of `rooms` why and disconnects them: they come back with fresh rights, or not at all. */
  | {
      kind: "disconnect";
      rooms: string[];
      except: string[];
      name: "session:ended" | "session:changed";
      payload: object;
    };
