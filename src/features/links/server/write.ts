import { v7 } from "uuid";
import { canLink } from "@/features/links/policy";
import type { CreateLinkInput, LinkDto, LinkKind } from "@/features/links/schema";
import { lockFamilies } from "@/features/ticket-record/server/read-family";
import { recordTicketChange } from "@/features/ticket-record/server/write";
import { canWorkOn } from "@/features/tickets/policy";
import { findTicket, findTicketOrNull, type SeenTicket } from "@/features/tickets/server/read";
import { say } from "@/messages/server/say";
import { sqlTransactionOnce, type WithKey } from "@/server/api/idempotency";
import type { Transaction } from "@/server/database/database";
import { AppError, refusedField } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import { LINKS_OF, readLink, type LinkRow } from "./read";

/** Two tickets that the transaction has locked. */
interface Pair {
  seen: SeenTicket;
  other: SeenTicket;
}

/**
 * POST /api/tickets/{ticket}/links: the other ticket becomes this one's `kind`. Both count a version, for staff alone. What is linked so
 * already stays as it is, and is answered.
 */
export async function addLink(
  actor: Actor,
  { ticket, kind, ticketId, key = null }: WithKey<CreateLinkInput & { ticket: string }>,
): Promise<LinkDto> {
  const seen = await findTicket(actor, ticket);
  if (!canWorkOn(actor, seen.facts)) {
    throw mayNot();
  }
  return await sqlTransactionOnce(key, async (tx) => {
    const pair = await lockPair(tx, actor, seen, ticketId);
    const known = await checkLink(tx, actor, pair, kind);
    const linkId = known ?? (await insert(tx, actor, pair, kind));
    const link = await readLink(actor, pair.seen, { linkId, sql: tx });
    if (!link) {
      throw new AppError("internal");
    }
    return link;
  });
}

/** DELETE /api/tickets/{ticket}/links/{id}: takes a link away, on both sides. */
export async function removeLink(
  actor: Actor,
  { ticket, linkId, key = null }: WithKey<{ ticket: string; linkId: string }>,
): Promise<null> {
  const seen = await findTicket(actor, ticket);
  if (!canWorkOn(actor, seen.facts)) {
    throw mayNot();
  }
  return await sqlTransactionOnce(key, async (tx) => {
    const link = isUuid(linkId) ? await readLink(actor, seen, { linkId, sql: tx }) : null;
    if (!link) {
      throw unknownLink();
    }
    const pair = await lockPair(tx, actor, seen, link.ticketId, true);
    const { rowCount } =
      link.kind === "followUp"
        ? await tx.query("DELETE FROM follow_ups WHERE ticket_id = $1", [linkId])
        : await tx.query("DELETE FROM ticket_links WHERE id = $1", [linkId]);
    if (rowCount === 0) {
      throw unknownLink();
    }
    await record(tx, actor, pair, { link, isThere: false });
    return null;
  });
}

/**
 * Both tickets, their rows locked in the order of their ids, with all that were merged with them: of two people who link two tickets at
 * once, one waits. A merged ticket is the one that it was merged into, unless `isItself` says that it is meant.
 */
async function lockPair(
  tx: Transaction,
  actor: Actor,
  seen: SeenTicket,
  other: string,
  isItself = false,
): Promise<Pair> {
  const found = await findTicketOrNull(actor, other, { sql: tx, isItself });
  if (!found) {
    throw refusedField("ticketId", say("refusals.tickets.unknown"));
  }
  if (found.row.id === seen.row.id) {
    throw refusedField("ticketId", say("refusals.links.itself"));
  }
  if (!canLink(actor, seen.facts, found.facts)) {
    throw mayNot();
  }
  await lockFamilies(tx, { ids: [seen.row.id, found.row.id] });
  const locked = {
    seen: await findTicket(actor, seen.row.id, { sql: tx, lock: true }),
    other: await findTicket(actor, found.row.id, { sql: tx, lock: true, isItself }),
  };
  if (!canLink(actor, locked.seen.facts, locked.other.facts)) {
    throw mayNot();
  }
  if (locked.seen.row.id === locked.other.row.id) {
    throw refusedField("ticketId", say("refusals.links.itself"));
  }
  return locked;
}

/** The id of the same link where it is there already; throws where this one cannot be. */
async function checkLink(
  tx: Transaction,
  actor: Actor,
  { seen, other }: Pair,
  kind: LinkKind,
): Promise<string | null> {
  const [mine, theirs] = [await linksOf(tx, seen), await linksOf(tx, other)];
  const between = mine.filter((link) => link.other_id === other.row.id);
  const same = between.find((link) => link.kind === kind && (kind === "related" || isAsAsked(link)));
  if (same) {
    return same.link_id;
  }
  if (between.some((link) => link.kind === kind || isReverse(link.kind, kind))) {
    throw refusedField("ticketId", say("refusals.links.otherWay"), "conflict");
  }
  if (mine.length >= LIMITS.linksMax || theirs.length >= LIMITS.linksMax) {
    throw refusedField("ticketId", say("refusals.links.tooMany", { most: LIMITS.linksMax }));
  }
  if (kind === "followUp" && mine.some((link) => link.kind === "followUp" && link.direction === "out")) {
    throw refusedField("kind", say("refusals.links.followsOther"), "conflict");
  }
  if (kind === "parent" || kind === "child") {
    const child = kind === "parent" ? mine : theirs;
    if (child.some((link) => link.kind === "parent")) {
      throw refusedField("kind", say("refusals.links.otherParent"), "conflict");
    }
    const [childId, parentId] = kind === "parent" ? [seen.row.id, other.row.id] : [other.row.id, seen.row.id];
    await checkGenerations(tx, actor, { childId, parentId });
  }
  return null;
}

/** A link is posted from the duplicate, the follow-up, the child, or (as "child") from the parent. */
function isAsAsked({ kind, direction }: LinkRow): boolean {
  return direction === (kind === "child" ? "in" : "out");
}

function isReverse(one: LinkKind, other: LinkKind): boolean {
  return (one === "parent" && other === "child") || (one === "child" && other === "parent");
}

async function linksOf(tx: Transaction, { row }: SeenTicket): Promise<LinkRow[]> {
  return (await tx.query<LinkRow>(LINKS_OF, [row.id])).rows;
}

/** No ticket is its own ancestor, and there are not more than so many generations. One at a time in an organisation: three could close a circle at once. */
async function checkGenerations(
  tx: Transaction,
  actor: Actor,
  { childId, parentId }: { childId: string; parentId: string },
): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('ticket parents ' || $1, 0))", [
    actor.organisationId,
  ]);
  const most = LIMITS.linkGenerations;
  const { rows } = await tx.query<{ id: string; above: number }>(
    `WITH RECURSIVE up AS (
       SELECT $1::uuid AS id, 1 AS above
       UNION ALL SELECT l.to_id, up.above + 1 FROM up JOIN ticket_links l ON l.from_id = up.id AND l.kind = 'parent' WHERE up.above <= $2)
     SELECT id, above FROM up`,
    [parentId, most],
  );
  if (rows.some(({ id }) => id === childId)) {
    throw refusedField("ticketId", say("refusals.links.circle"));
  }
  const above = Math.max(...rows.map((row) => row.above));
  if (above + (await generationsFrom(tx, childId)) > most) {
    throw refusedField("ticketId", say("refusals.links.generations", { most }));
  }
}

/** How many generations there are from this ticket down, itself included; of a family too large to count, more than are allowed. */
async function generationsFrom(tx: Transaction, ticketId: string): Promise<number> {
  let level = [ticketId];
  let generations = 0;
  while (level.length > 0 && generations <= LIMITS.linkGenerations) {
    const { rows } = await tx.query<{ from_id: string }>(
      "SELECT l.from_id FROM ticket_links l WHERE l.to_id = ANY($1::uuid[]) AND l.kind = 'parent' LIMIT $2",
      [level, LIMITS.linkGenerationMax + 1],
    );
    level = rows.map((row) => row.from_id);
    generations += level.length > LIMITS.linkGenerationMax ? LIMITS.linkGenerations : 1;
  }
  return generations;
}

async function insert(tx: Transaction, actor: Actor, pair: Pair, kind: LinkKind): Promise<string> {
  const [fromId, toId] =
    kind === "child" ? [pair.other.row.id, pair.seen.row.id] : [pair.seen.row.id, pair.other.row.id];
  const linkId = kind === "followUp" ? fromId : v7();
  if (kind === "followUp") {
    await tx.query(
      "INSERT INTO follow_ups (ticket_id, follows_id, created_by, created_at) VALUES ($1, $2, $3, now())",
      [fromId, toId, actor.id],
    );
  } else {
    await tx.query(
      "INSERT INTO ticket_links (id, organisation_id, from_id, to_id, kind, created_by) VALUES ($1, $2, $3, $4, $5, $6)",
      [linkId, actor.organisationId, fromId, toId, kind === "child" ? "parent" : kind, actor.id],
    );
  }
  const direction = kind === "child" ? "in" : "out";
  await record(tx, actor, pair, { link: { id: linkId, kind, direction }, isThere: true });
  return linkId;
}

/** Both tickets count a version, for staff; the event names the link and not the other ticket, which may be hidden from some of them. */
async function record(
  tx: Transaction,
  actor: Actor,
  { seen, other }: Pair,
  { link, isThere }: { link: Pick<LinkDto, "id" | "kind" | "direction">; isThere: boolean },
): Promise<void> {
  const by = { organisationId: actor.organisationId, actorId: actor.id, at: new Date() };
  const { id, kind, direction } = link;
  const sides = [
    { row: seen.row, shown: { id, kind, direction } },
    { row: other.row, shown: { id, kind: reversed(kind), direction: direction === "out" ? "in" : "out" } },
  ];
  for (const { row, shown } of sides.sort((a, b) => (a.row.id < b.row.id ? -1 : 1))) {
    const links = isThere ? { from: null, to: shown } : { from: shown, to: null };
    await recordTicketChange(tx, by, {
      ticketId: row.id,
      isPublic: false,
      events: [{ type: "ticket:updated", data: { changes: { links }, publicChanges: {} } }],
    });
  }
}

function reversed(kind: LinkKind): LinkKind {
  return kind === "parent" ? "child" : kind === "child" ? "parent" : kind;
}

function mayNot(): AppError {
  return new AppError("forbidden", say("refusals.links.workers"));
}

function unknownLink(): AppError {
  return new AppError("not_found", say("refusals.links.unknown"));
}
