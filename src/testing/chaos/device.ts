import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "@/server/database/database";
import { makeAccessToken, makeSession, type MadePerson } from "@/testing/factories";

/** A session that a device had. */
export interface DeviceSession {
  sessionId: string;
  /** When it was certainly there, in milliseconds since the epoch. */
  since: number;
}

/** A browser or program of one person: it signs in again when its session is over. Several tabs may share it. */
export class Device {
  /** The current one's; "" before the first. */
  token = "";
  private readonly sessions = new Map<string, DeviceSession>();
  private renewing: Promise<string> | null = null;
  private isClosed = false;

  constructor(
    readonly person: MadePerson,
    private readonly guestTicketId: string | null,
  ) {}

  /** The session that a token of this device was of. */
  sessionOf(token: string): DeviceSession | undefined {
    return this.sessions.get(token);
  }

  /** The session that it has now. */
  session(): DeviceSession | undefined {
    return this.sessions.get(this.token);
  }

  /** A token after `failed` was refused; waits while the person is disabled or the database away. */
  async renew(failed: string): Promise<string> {
    if (failed !== this.token) {
      return this.token;
    }
    this.renewing ??= this.signIn().finally(() => (this.renewing = null));
    return this.renewing;
  }

  /** Ends waiting, when the run is over or the account is: nothing new is given then. */
  close(): void {
    this.isClosed = true;
  }

  private async signIn(): Promise<string> {
    while (!this.isClosed) {
      try {
        const { rows } = await pool().query<{ disabled: boolean }>(
          "SELECT disabled_at IS NOT NULL AS disabled FROM people WHERE id = $1",
          [this.person.id],
        );
        if (rows[0]?.disabled === false) {
          const guest = this.guestTicketId;
          const actor = await makeSession(
            this.person,
            guest === null ? {} : { kind: "guest", guestTicketId: guest },
          );
          const token = await makeAccessToken(actor);
          this.sessions.set(token, { sessionId: actor.sessionId, since: Date.now() });
          this.token = token;
          return token;
        }
      } catch {
        // The database is away, or was put back in between: it is tried again.
      }
      await sleep(100);
    }
    return this.token;
  }
}
