import { WebSocketServer, type ServerOptions } from "ws";

/**
 * The WebSocket server of the engine: of each connection it hands over one message a turn of the event loop. Otherwise all
 * that came in one packet is answered in one go, and several people who each send hundreds of messages in a moment stop
 * everybody else for as long as that takes.
 */
export class OneMessageATurn extends WebSocketServer {
  constructor(options: ServerOptions) {
    super({ ...options, allowSynchronousEvents: false });
  }
}
