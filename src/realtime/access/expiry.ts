import { pool } from "@/server/database/database";
import { log } from "@/server/process/log";
import { isSecondFactorMissing, secondFactorDueIn } from "@/server/sign-in/second-factor-due";
import { endSocket, type TypedServer, type TypedSocket } from "@/realtime/sockets/sockets";

const SWEEP_MILLISECONDS = 1_000;

/** A setting can shorten a session or ask for a second factor, and no event reports that: so all sessions are looked up now and then. */
const POLL_MILLISECONDS = 5 * 60_000;
const lookedAt = new WeakMap<TypedSocket, number>();

/**
 * Disconnects sockets whose session has expired, and those of people who have not turned on their second factor within
 * the days of grace. Neither writes a row, so there is no event: once a second the sessions of sockets that seem due are looked up (use may have prolonged them). Returns a function that
 * stops it.
 */
export function sweepExpired(io: TypedServer): () => void {
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

async function sweep(io: TypedServer): Promise<void> {
  const due = [...io.of("/").sockets.values()].filter(isDue);
  if (due.length === 0) {
    return;
  }
  due.forEach((socket) => lookedAt.set(socket, Date.now()));
  const ids = [...new Set(due.map((socket) => socket.data.session.actor.sessionId))];
  const { rows } = await pool().query<{ id: string; expires_at: Date; second_factor_due: Date | null }>(
    `SELECT s.id, s.expires_at, ${secondFactorDueIn("s", "p")} AS second_factor_due
     FROM sessions s JOIN people p ON p.id = s.person_id
     WHERE s.id = ANY($1::uuid[]) AND s.ended_at IS NULL AND s.expires_at > now()`,
    [ids],
  );
  const alive = new Map(rows.map((row) => [row.id, row]));
  for (const socket of due) {
    const { session } = socket.data;
    const row = alive.get(session.actor.sessionId);
    if (row) {
      session.expiresAt = row.expires_at;
      session.secondFactorDue = row.second_factor_due;
    }
    if (!row || isSecondFactorMissing(session)) {
      socket.emit("session:ended", { reason: row ? "second_factor_required" : "expired" });
      endSocket(socket);
    }
  }
}

function isDue(socket: TypedSocket): boolean {
  const looked = lookedAt.get(socket) ?? socket.handshake.issued;
  const { session } = socket.data;
  return (
    session.expiresAt.getTime() <= Date.now() ||
    isSecondFactorMissing(session) ||
    Date.now() - looked > POLL_MILLISECONDS
  );
}
