import { pool } from "@/server/database/database";
import { log } from "@/server/process/log";
import { endSocket, type DeskServer, type DeskSocket } from "@/realtime/sockets/sockets";

const SWEEP_MILLISECONDS = 1_000;

/** A setting can shorten a session, and no socket hears of that: so all sessions are looked up now and then. */
const POLL_MILLISECONDS = 5 * 60_000;
const lookedAt = new WeakMap<DeskSocket, number>();

/**
 * Disconnects sockets whose session has expired. Expiry writes no row, so there is no event: once a second
 * the sessions of sockets that seem due are looked up (use may have prolonged them). Returns a function that
 * stops it.
 */
export function sweepExpired(io: DeskServer): () => void {
  const timer = setInterval(
    () =>
      void sweep(io).catch((error: unknown) =>
        log().warn({ err: error }, "expired sessions cannot be looked up"),
      ),
    SWEEP_MILLISECONDS,
  );
  timer.unref();
  return () => clearInterval(timer);
}

async function sweep(io: DeskServer): Promise<void> {
  const due = [...io.of("/").sockets.values()].filter(isDue);
  if (due.length === 0) {
    return;
  }
  due.forEach((socket) => lookedAt.set(socket, Date.now()));
  const ids = [...new Set(due.map((socket) => socket.data.session.actor.sessionId))];
  const { rows } = await pool().query<{ id: string; expires_at: Date }>(
    "SELECT id, expires_at FROM sessions WHERE id = ANY($1::uuid[]) AND ended_at IS NULL AND expires_at > now()",
    [ids],
  );
  const alive = new Map(rows.map((row) => [row.id, row.expires_at]));
  for (const socket of due) {
    const { session } = socket.data;
    const expiresAt = alive.get(session.actor.sessionId);
    if (expiresAt) {
      session.expiresAt = expiresAt;
    } else {
      socket.emit("session:ended", { reason: "expired" });
      endSocket(socket);
    }
  }
}

function isDue(socket: DeskSocket): boolean {
  const looked = lookedAt.get(socket) ?? socket.handshake.issued;
  return socket.data.session.expiresAt.getTime() <= Date.now() || Date.now() - looked > POLL_MILLISECONDS;
}
