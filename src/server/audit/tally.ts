import { v7 } from "uuid";
import { escapeInvisible } from "@/shared/text";
import { pool } from "@/server/database/database";
import { shareOnce } from "@/server/process/globals";
import { log } from "@/server/process/log";

/** An attempt or refusal, of which there may be very many. Never put a secret into `data`. */
export interface Tally {
  organisationId: string;
  /** Null where nobody is signed in. */
  actorId: string | null;
  action:
    "sign_in.succeeded" | "sign_in.failed" | "sign_in.limited" | "refused.forbidden" | "refused.bad_origin";
  /** The person that it is about. */
  subjectId?: string | null;
  /** Texts as they came: bounded here, with what cannot be seen spelt out. */
  data: Record<string, string>;
  address: string;
  userAgent: string | null;
}

interface Kept extends Tally {
  key: string;
  count: number;
}

const TEXT_MAX = 120;
const AGENT_MAX = 300;
/** Entries of an organisation in an hour that name who and from where; what comes on top is counted in one entry an action. */
const ENTRIES_AN_HOUR = 300;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FLUSH_MILLISECONDS = 1_000;

/**
 * Counts a try or a refusal for the audit. The same by the same from the same place within a minute is one entry that
 * counts, and of a flood with ever new names or addresses only the first are counted apart: nobody can fill the table, and
 * what is refused a thousand times a second is written once a second.
 */
export function tally(entry: Tally): void {
  state().add(entry);
}

/** Writes what was counted; readers of the audit call it first. */
export async function flushTallies(): Promise<void> {
  await state().flush();
}

class Tallies {
  private kept = new Map<string, Kept>();
  private hour = { at: 0, keys: new Map<string, Set<string>>() };
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();

  add(entry: Tally): void {
    const one = this.bounded(entry);
    const known = this.kept.get(one.key);
    if (known) {
      known.count += 1;
    } else {
      this.kept.set(one.key, one);
    }
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_MILLISECONDS).unref();
  }

  async flush(): Promise<void> {
    if (this.timer) {
      clearTimeout(this.timer);
      this.timer = null;
    }
    const batch = [...this.kept.values()];
    this.kept = new Map();
    this.writing = this.writing.then(() => write(batch));
    await this.writing;
  }

  private bounded(entry: Tally): Kept {
    const now = Date.now();
    const data = Object.fromEntries(
      Object.entries(entry.data).map(([name, value]) => [name, escapeInvisible(value, TEXT_MAX)]),
    );
    const userAgent = entry.userAgent === null ? null : escapeInvisible(entry.userAgent, AGENT_MAX);
    const { organisationId, actorId, action, address } = entry;
    const who = JSON.stringify([action, actorId, entry.subjectId ?? null, data, address]);
    if (this.isFew(organisationId, who, now)) {
      const key = `${organisationId} ${Math.floor(now / MINUTE)} ${who}`;
      return { ...entry, data, userAgent, key, count: 1 };
    }
    const key = `${organisationId} ${Math.floor(now / HOUR)} ${action}`;
    const rest = {
      organisationId,
      actorId: null,
      action,
      data: { more: "a flood" },
      address: "",
      userAgent: null,
    };
    return { ...rest, key, count: 1 };
  }

  private isFew(organisationId: string, who: string, now: number): boolean {
    const at = Math.floor(now / HOUR);
    if (this.hour.at !== at) {
      this.hour = { at, keys: new Map() };
    }
    const keys = this.hour.keys.get(organisationId) ?? new Set<string>();
    this.hour.keys.set(organisationId, keys);
    if (!keys.has(who) && keys.size < ENTRIES_AN_HOUR) {
      keys.add(who);
    }
    return keys.has(who);
  }
}

/** A failure here is the log's alone: what was tried has been answered. */
async function write(batch: readonly Kept[]): Promise<void> {
  for (const one of batch) {
    try {
      await pool().query(
        `INSERT INTO audit_entries (id, organisation_id, actor_id, action, subject_type, subject_id, data, address, user_agent, count, fold_key)
         SELECT $1, o.id, $3, $4, $5, $6, $7, $8, $9, $10, encode(sha256(convert_to($11, 'UTF8')), 'hex') FROM organisations o WHERE o.id = $2
         ON CONFLICT (organisation_id, fold_key) DO UPDATE SET count = audit_entries.count + excluded.count`,
        [
          v7(),
          one.organisationId,
          one.actorId,
          one.action,
          one.subjectId ? "person" : null,
          one.subjectId ?? null,
          JSON.stringify(one.data),
          one.address === "" ? null : one.address,
          one.userAgent,
          one.count,
          one.key,
        ],
      );
    } catch (error) {
      log().warn(
        { err: error, action: one.action, count: one.count },
        "an entry of the audit was not written",
      );
    }
  }
}

function state(): Tallies {
  return shareOnce("audit-tallies", () => new Tallies());
}
