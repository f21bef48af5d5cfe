import pLimit from "p-limit";
import pg from "pg";
import { APPLICATION_ROLE } from "@/server/embedded-database/roles";
import type { PostgresServer } from "@/testing/processes/postgres";
import type { FaultLog } from "../fault-log";
import { History } from "./history";
import type { World } from "../world";

/** A database that was in use, until another replaced it. */
export interface Era {
  /** Where it can be read. */
  url: string;
  database: string;
  history: History;
  /** When it was begun, in milliseconds since the epoch. */
  since: number;
  /** When another took its place, in milliseconds since the epoch. */
  overSince: number | null;
  /** Whether everything of it was read. */
  isRead: boolean;
  isClosed: boolean;
}

const NAME = "helpejo";
const BACKUP = "helpejo_backup";

/** The databases of a run: each restore replaces the one in use by an earlier copy; the replaced one is kept for the judge. */
export class Eras {
  readonly all: Era[];
  private readonly oneAtATime = pLimit(1);
  private hasBackup = false;

  constructor(
    private readonly postgres: PostgresServer,
    private readonly world: World,
    private readonly faultLog: FaultLog,
  ) {
    this.all = [this.begin()];
  }

  /** Everybody whose rights they know. */
  get people(): World["people"] {
    return this.world.people;
  }

  /** The era that an epoch of `session:ready` names. */
  byEpoch(epoch: string): Era | undefined {
    return this.all.find((era) => era.history.epoch === epoch);
  }

  /** The one in use. */
  now(): Era {
    const last = this.all.at(-1);
    if (!last) {
      throw new Error("there is always one");
    }
    return last;
  }

  /** Reads what is new in all of them; throws while the database is away. */
  async refresh(): Promise<void> {
    await this.oneAtATime(async () => {
      for (const era of this.all.filter((one) => !one.isRead)) {
        await era.history.refresh();
        era.isRead = era.overSince !== null;
      }
    });
  }

  /** The eras that ended long enough ago for late clients, and are not closed yet. */
  toClose(milliseconds: number): Era[] {
    return this.all.filter(
      (era) => era.isRead && !era.isClosed && Date.now() - (era.overSince ?? Infinity) > milliseconds,
    );
  }

  /** Drops a database that is not needed any more, and what is known of it. */
  async close(era: Era): Promise<void> {
    era.isClosed = true;
    era.history.forget();
    await this.oneAtATime(() =>
      this.postgres.asSuperuser(`DROP DATABASE IF EXISTS ${era.database} WITH (FORCE)`),
    );
  }

  /** Copies the database as it stands; nobody can be connected meanwhile. */
  async backUp(): Promise<void> {
    await this.whileClosed("a backup", async () => {
      await this.postgres.asSuperuser(`DROP DATABASE IF EXISTS ${BACKUP} WITH (FORCE)`);
      await this.copy(NAME, BACKUP);
      this.hasBackup = true;
    });
    this.faultLog.count("backups");
  }

  /** Puts the last copy back, with another epoch; false when there is none. */
  async restore(): Promise<boolean> {
    if (!this.hasBackup) {
      return false;
    }
    const kept = `${NAME}_era_${this.all.length}`;
    await this.whileClosed("a restore", async () => {
      await this.postgres.asSuperuser(`ALTER DATABASE ${NAME} RENAME TO ${kept}`);
      await this.postgres.asSuperuser(`ALTER DATABASE ${kept} ALLOW_CONNECTIONS true`);
      const url = this.postgres.url({ database: kept });
      this.now().history.moveTo(url);
      Object.assign(this.now(), { url, database: kept, overSince: Date.now() });
      const draft = `${NAME}_draft`;
      await this.copy(BACKUP, draft);
      await this.raiseEpoch(draft);
      await this.postgres.asSuperuser(`ALTER DATABASE ${draft} RENAME TO ${NAME}`);
      this.all.push(this.begin());
    });
    this.faultLog.count("restores");
    await this.world.refresh();
    return true;
  }

  private begin(): Era {
    const url = this.postgres.url();
    const history = new History(url, this.world.people);
    return {
      url,
      database: NAME,
      history,
      since: Date.now(),
      overSince: null,
      isRead: false,
      isClosed: false,
    };
  }

  /** Higher than any restore before it, whichever copy is put back. */
  private async raiseEpoch(database: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.postgres.url({ database }) });
    await client.connect();
    try {
      await client.query("UPDATE installation SET restores = $1", [this.all.length]);
    } finally {
      await client.end();
    }
  }

  private async whileClosed(what: string, work: () => Promise<void>): Promise<void> {
    await this.oneAtATime(async () => {
      const end = this.faultLog.begin(what, ["postgres"]);
      await this.postgres.asSuperuser(`ALTER DATABASE ${NAME} ALLOW_CONNECTIONS false`);
      await this.disconnect(NAME);
      await work();
      await this.postgres.asSuperuser(`ALTER DATABASE ${NAME} ALLOW_CONNECTIONS true`);
      end();
    });
  }

  private async copy(from: string, to: string): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await this.disconnect(from);
        await this.postgres.asSuperuser(`CREATE DATABASE ${to} TEMPLATE ${from} OWNER ${APPLICATION_ROLE}`);
        return;
      } catch (error) {
        // PostgreSQL's own housekeeping may be on it for a moment.
        if (tries === 20) {
          throw error;
        }
      }
    }
  }

  private async disconnect(database: string): Promise<void> {
    await this.postgres.asSuperuser(
      `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '${database}'`,
    );
  }
}
