import type { IncomingMessage } from "node:http";
import { say } from "@/messages/server/say";
import type { Arrival } from "@/server/http/request/request";
import type { Refusal } from "./refuse-handshake";

const PATH = "/socket.io/";

/** Why a request is refused that no client sends, or that asks for something not offered; null when it is an ordinary one. */
export function oddity(
  request: IncomingMessage,
  arrival: Arrival,
  query: URLSearchParams,
  isUpgrade: boolean,
): Refusal | null {
  const names = [...query.keys()];
  if (!["GET", "POST", "OPTIONS"].includes(request.method ?? "")) {
    return { code: "method_not_allowed", sentence: say("refusals.sockets.methods") };
  }
  if (arrival.path !== PATH) {
    return { code: "not_found", sentence: say("refusals.sockets.path") };
  }
  if (names.some((name) => name.trim().toLowerCase() === "j")) {
    return { code: "bad_request", sentence: say("refusals.sockets.jsonp") };
  }
  if (!arrival.isHostReadable || new Set(names).size < names.length) {
    return { code: "bad_request", sentence: say("refusals.sockets.unclear") };
  }
  if (!isUpgrade && query.get("transport") === "websocket") {
    return { code: "bad_request", sentence: say("refusals.sockets.upgrade") };
  }
  return null;
}
