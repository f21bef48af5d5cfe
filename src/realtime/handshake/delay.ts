import type { DeskServer } from "@/realtime/sockets/sockets";

const POLL_MILLISECONDS = 250;

/**
 * While this process cannot read the log, its sockets are connected and hear nothing: they are told so, so that their
 * pages say that they are catching up; and told when everything that was missed has been told. Returns how to stop.
 */
export function tellOfDelay(io: DeskServer, isBlind: () => boolean): () => void {
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
