import type { z } from "zod";
import { seesLinks } from "@/features/links/policy";
import type { LinkDto, LinkKind, linkListSchema } from "@/features/links/schema";
import { ticketAudience } from "@/features/tickets/policy";
import { presentListed } from "@/features/tickets/server/present";
import { findTicket, type SeenTicket } from "@/features/tickets/server/read";
import { factsOf, LISTED_JOINS, LISTED_SELECT, type ListedRow } from "@/features/tickets/server/read-row";
import { personJson, presentPerson, type PersonRow } from "@/features/users/server/present";
import { pool, type Sql } from "@/server/database/database";
import type { Actor } from "@/shared/roles";

/** A link as it is stored, from the side of one of its tickets. */
export interface LinkRow {
  link_id: string;
  kind: LinkKind;
  direction: "out" | "in";
  other_id: string;
  linked_at: Date | null;
  linked_by: string | null;
}

/** All links of the ticket `$1` from its side, of both tables. */
export const LINKS_OF = `
  SELECT l.id AS link_id, l.kind, 'out' AS direction, l.to_id AS other_id, l.created_at AS linked_at, l.created_by AS linked_by
    FROM ticket_links l WHERE l.from_id = $1
  UNION ALL
  SELECT l.id, CASE l.kind WHEN 'parent' THEN 'child' ELSE l.kind END, 'in', l.from_id, l.created_at, l.created_by
    FROM ticket_links l WHERE l.to_id = $1
  UNION ALL
  SELECT f.ticket_id, 'followUp', 'out', f.follows_id, f.created_at, f.created_by FROM follow_ups f WHERE f.ticket_id = $1
  UNION ALL
  SELECT f.ticket_id, 'followUp', 'in', f.ticket_id, f.created_at, f.created_by FROM follow_ups f WHERE f.follows_id = $1`;

/**
 * GET /api/tickets/{ticket}/links: its links to tickets that the actor may see, each as they may see it; to the public audience its follow-ups
 * alone. The oldest link first; there are never more than fit into one page.
 */
export async function listLinks(actor: Actor, ticket: string): Promise<z.infer<typeof linkListSchema>> {
  const seen = await findTicket(actor, ticket);
  return { items: await readLinks(actor, seen, pool()), nextCursor: null };
}

/** One link of a ticket, or null where it has none of this id that the actor may see. */
export async function readLink(
  actor: Actor,
  seen: SeenTicket,
  { linkId, sql }: { linkId: string; sql: Sql },
): Promise<LinkDto | null> {
  return (await readLinks(actor, seen, sql, linkId))[0] ?? null;
}

async function readLinks(
  actor: Actor,
  seen: SeenTicket,
  sql: Sql,
  linkId: string | null = null,
): Promise<LinkDto[]> {
  const { rows } = await sql.query<LinkRow & ListedRow & { is_watcher: boolean; author: PersonRow | null }>(
    `SELECT k.*, ${LISTED_SELECT}, coalesce(k.linked_at, f.created_at) AS linked_at,
       CASE WHEN p.id IS NOT NULL THEN ${personJson("p")} END AS author,
       EXISTS (SELECT 1 FROM watchers w WHERE w.ticket_id = t.id AND w.person_id = $2) AS is_watcher
     FROM (${LINKS_OF}) k
       JOIN tickets t ON t.id = k.other_id ${LISTED_JOINS}
       LEFT JOIN tickets f ON f.id = k.link_id
       LEFT JOIN people p ON p.id = k.linked_by
     WHERE t.organisation_id = $3 AND t.deleted_at IS NULL AND ($4::uuid IS NULL OR k.link_id = $4)
     ORDER BY coalesce(k.linked_at, f.created_at), k.link_id LIMIT 500`,
    [seen.row.id, actor.id, actor.organisationId, linkId],
  );
  return rows.flatMap((row) => {
    const audience = ticketAudience(actor, factsOf(row, row.is_watcher));
    return audience && seesLinks(seen.audience, row.kind)
      ? {
          id: row.link_id,
          kind: row.kind,
          direction: row.direction,
          ticketId: row.other_id,
          ticket: presentListed(row, audience),
          createdAt: (row.linked_at ?? row.created_at).toISOString(),
          createdBy: row.author && seen.audience === "staff" ? presentPerson(row.author, "staff") : null,
        }
      : [];
  });
}
