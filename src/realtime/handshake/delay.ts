import type { TypedServer } from "@/realtime/sockets/sockets";

const POLL_MILLISECONDS = 250;

/**
 * Reports to sockets when this process cannot read the log, so that their pages say that they are catching up, and
 * again when every missed event has been sent. Returns a function that stops it.
 */
export function reportDelay(io: TypedServer, isBlind: () => boolean): () => void {
  let wasBlind = false;
  const timer = setInterval(() => {
    const blind = isBlind();
    if (blind !== wasBlind) {
      wasBlind = blind;
      io.local.emit("session:delayed", { isDelayed: blind });
    }
  }, POLL_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}
