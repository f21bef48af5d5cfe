import { createHash } from "node:crypto";
import type { AuditChain } from "@/shared/audit/chains";

/** An entry of a chain: its number from 1, and its hash. */
export interface Link {
  number: number;
  hash: string;
}

/** What stands before the first entry of a chain. */
export const BEGINNING: Link = { number: 0, hash: "0".repeat(64) };

/** Whether an entry is one of the chain, in SQL. */
export const ofChain = (chain: AuditChain): string =>
  chain === "actions" ? "fold_key IS NULL" : "fold_key IS NOT NULL";

/** All that an entry says, as PostgreSQL spells it: nothing is rounded or put into another order. */
export const SAID = `id::text, organisation_id::text AS "organisationId", to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
  actor_id::text AS "actorId", action, subject_type AS "subjectType", subject_id::text AS "subjectId", data::text AS data, address,
  user_agent AS "userAgent", count`;

/** A row of `SAID`. */
export interface SaidRow {
  id: string;
  organisationId: string;
  at: string | null;
  actorId: string | null;
  action: string;
  subjectType: string | null;
  subjectId: string | null;
  data: string;
  address: string | null;
  userAgent: string | null;
  count: number;
}

/** A row of `SAID` with its place in the chain, and of one that an erasure took something out of, what is known of that: see `sealedSql`. */
export interface SealedRow extends SaidRow, Link {
  /** The entry that tells of it; null for an entry that is as it was sealed. */
  erasedIn: string | null;
  /** What that entry says of what remains: `remainsOf`. Null where there is no such entry, or it says nothing of this one. */
  remains: string | null;
}

/** The action of entries that tell what an erasure has taken out of sealed ones. */
export const ERASED_ACTION = "audit.erased";

/** `SAID` and the place in the chain, with what was noted of an erasure; the entries are those of `audit_entries`, without an alias. */
export const sealedSql = (chain: AuditChain): string =>
  `${SAID}, number, hash, erased_in::text AS "erasedIn",
  CASE WHEN erased_in IS NOT NULL THEN (SELECT r.data->'entries'->>('${chain}:' || audit_entries.number) FROM audit_entries r
    WHERE r.id = audit_entries.erased_in AND r.organisation_id = audit_entries.organisation_id AND r.action = '${ERASED_ACTION}') END AS remains`;

/** What does not fit in a chain: the first entry that is wrong. */
export interface ChainProblem {
  kind: "changed" | "missing" | "repeated" | "late" | "beyond";
  number: number;
}

/** The hash of an entry at this place: SHA-256 over the former hash, the chain, the number and all that the entry says. */
export function hashOf(former: string, chain: AuditChain, number: number, row: SaidRow): string {
  const { id, organisationId, at, actorId, action, subjectType, subjectId, data, address, userAgent, count } =
    row;
  const said = [id, at, actorId, action, subjectType, subjectId, data, address, userAgent, count];
  return createHash("sha256")
    .update(JSON.stringify([former, organisationId, chain, number, ...said]))
    .digest("hex");
}

/**
 * The hash of an entry whose data an erasure has changed: over its place, the hash that it was sealed with, and all that it says now. The
 * entry that tells of the erasure has it, and is sealed itself.
 */
export function remainsOf(chain: AuditChain, row: SaidRow & Link): string {
  return hashOf(row.hash, chain, row.number, row);
}

/** Whether an entry is what was sealed after the hash `former`, or what an erasure has left of it. */
export function isAsSealed(former: string, chain: AuditChain, row: SealedRow): boolean {
  return row.erasedIn === null
    ? row.hash === hashOf(former, chain, row.number, row)
    : row.remains === remainsOf(chain, row);
}

/** An entry may be committed after later ones, and be sealed after them: by far less than this. */
const LATE_MILLISECONDS = 3_600_000;

/** Walks along a chain, entry by entry, and remembers no more than the last one. */
export class ChainWalk {
  private latest: number;

  /** `from` is the entry before the first one, with its time where it is still there. */
  constructor(
    private readonly chain: AuditChain,
    private from: Link,
    at: string | null = null,
  ) {
    this.latest = at === null ? Number.NEGATIVE_INFINITY : Date.parse(at);
  }

  /** The last entry that fitted. */
  get last(): Link {
    return this.from;
  }

  /** Takes the next entry; returns what is wrong with it, null when it fits. */
  take(row: SealedRow): ChainProblem | null {
    const { number, hash } = row;
    const expected = this.from.number + 1;
    if (number !== expected) {
      return number < expected ? { kind: "repeated", number } : { kind: "missing", number: expected };
    }
    if (!isAsSealed(this.from.hash, this.chain, row)) {
      return { kind: "changed", number };
    }
    this.from = { number, hash };
    const at = Date.parse(row.at ?? "");
    if (at < this.latest - LATE_MILLISECONDS) {
      return { kind: "late", number };
    }
    this.latest = Math.max(this.latest, at);
    return null;
  }
}
