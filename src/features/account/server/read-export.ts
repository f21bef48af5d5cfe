import { listAddresses } from "@/features/addresses/server/read";
import { listPasskeys } from "@/features/passkeys/server/read";
import type { Party } from "@/features/passkeys/server/read-party";
import { listMyTokens } from "@/features/personal-tokens/server/read";
import { listMySessions } from "@/features/sessions/server/read";
import { visibleToPerson } from "@/features/ticket-record/server/read-visibility";
import { readMe } from "@/features/users/server/read";
import { pool } from "@/server/database/database";
import { limitUses } from "@/server/rate-limits/limits";
import type { Actor } from "@/shared/roles";

/** How often a person may ask within an hour: each time all that they ever wrote is read. */
const EXPORTS = 5;
const SECONDS = 3_600;
/** Rows that are in memory at a time. */
const PAGE = 200;
const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/**
 * GET /api/me/export: all that this person is and wrote here, as one JSON document that is streamed as it is read. Throws
 * `rate_limited`. It holds nobody else's words; of internal notes only their own, where they still belong to the staff audience.
 */
export async function exportAccount(actor: Actor, party: Party): Promise<Response> {
  await limitUses("export", actor.id, EXPORTS, SECONDS);
  const pieces = accountDocument(actor, party, "own");
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await pieces.next();
      if (done) {
        controller.close();
      } else {
        controller.enqueue(encoder.encode(value));
      }
    },
    cancel: async () => void (await pieces.return(undefined)),
  });
  return new Response(body, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": 'attachment; filename="helpejo-account.json"',
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

/** Whose account it is; for an admin a person without a session of their own. */
type Owner = Pick<
  Actor,
  "id" | "organisationId" | "role" | "sessionId" | "teamIds" | "name" | "guestTicketId"
>;

/**
 * The document, piece by piece as it is read. "own": what the person may still see of what they wrote. "all": whatever they wrote, for the admin who hands it to them,
 * also where they are disabled or have left the staff audience.
 */
export async function* accountDocument(
  actor: Owner,
  party: Party,
  reach: "own" | "all",
): AsyncGenerator<string, void> {
  yield `{"exportedAt":${JSON.stringify(new Date().toISOString())}`;
  yield `,"profile":${JSON.stringify(await readMe(actor))}`;
  yield `,"addresses":${JSON.stringify(await listAddresses(actor))}`;
  yield `,"sessions":${JSON.stringify(await listMySessions(actor))}`;
  yield `,"passkeys":${JSON.stringify(await listPasskeys(actor, party))}`;
  yield `,"tokens":${JSON.stringify(await listMyTokens(actor))}`;
  for (const [name, sql] of Object.entries(listsOf(reach))) {
    yield `,${JSON.stringify(name)}:[`;
    yield* rowsOf(actor, sql);
    yield "]";
  }
  yield "}\n";
}

/** A list page by page, by the ids of its rows: the parameters are the person, the organisation, the id before, and how many. */
async function* rowsOf(
  actor: Pick<Actor, "id" | "organisationId">,
  sql: string,
): AsyncGenerator<string, void> {
  let after: string | null = null;
  for (;;) {
    const { rows }: { rows: { id: string; row: unknown }[] } = await pool().query(sql, [
      actor.id,
      actor.organisationId,
      after ?? BEFORE_ALL,
      PAGE,
    ]);
    const isFirst = after === null;
    if (rows.length > 0) {
      yield (isFirst ? "" : ",") + rows.map(({ row }) => JSON.stringify(row)).join(",");
    }
    after = rows.at(-1)?.id ?? null;
    if (rows.length < PAGE || after === null) {
      return;
    }
  }
}

const ACTIVE = "JOIN people p ON p.id = $1 AND p.disabled_at IS NULL";
const TICKET_OF =
  "JOIN tickets t ON t.id = x.ticket_id AND t.deleted_at IS NULL LEFT JOIN teams tm ON tm.id = t.team_id";

function listsOf(reach: "own" | "all"): Record<string, string> {
  const isOwn = reach === "own";
  const ticketOf = isOwn ? `${ACTIVE} ${TICKET_OF}` : TICKET_OF;
  const visible = isOwn ? visibleToPerson("false") : "true";
  // What is internal only while its author belongs to the staff audience of its ticket.
  const mine = `x.organisation_id = $2 AND x.deleted_at IS NULL AND (NOT x.internal OR ${visible}) AND x.id > $3`;
  return {
    ticketsFiled: `SELECT t.id, jsonb_build_object('id', t.id, 'number', t.number, 'title', t.title, 'description', d.description,
      'status', t.status, 'priority', t.priority, 'createdAt', t.created_at, 'updatedAt', t.public_updated_at) AS row
    FROM (SELECT o.id FROM (SELECT f.id FROM tickets f
        WHERE f.requester_id = $1 AND f.organisation_id = $2 AND f.deleted_at IS NULL AND f.id > $3 OFFSET 0) o ORDER BY o.id LIMIT $4) page
      JOIN tickets t ON t.id = page.id JOIN ticket_texts d ON d.ticket_id = t.id
    ORDER BY t.id`,
    commentsWritten: `SELECT x.id, jsonb_build_object('id', x.id, 'ticketId', t.id, 'ticketNumber', t.number, 'body', x.body,
      'internal', x.internal, 'createdAt', x.created_at, 'editedAt', x.edited_at) AS row
    FROM comments x ${ticketOf} WHERE x.author_id = $1 AND ${mine} ORDER BY x.id LIMIT $4`,
    filesUploaded: `SELECT x.id, jsonb_build_object('id', x.id, 'ticketId', t.id, 'ticketNumber', t.number, 'name', x.name,
      'contentType', x.content_type, 'size', x.size, 'internal', x.internal, 'createdAt', x.created_at) AS row
    FROM attachments x ${ticketOf} WHERE x.uploader_id = $1 AND ${mine} ORDER BY x.id LIMIT $4`,
    cannedReplies: `SELECT x.id, jsonb_build_object('id', x.id, 'name', x.name, 'keyword', x.keyword, 'body', x.body, 'uses', x.uses,
      'createdAt', x.created_at, 'updatedAt', x.updated_at) AS row
    FROM canned_replies x WHERE x.person_id = $1 AND x.organisation_id = $2 AND x.id > $3 ORDER BY x.id LIMIT $4`,
    savedViews: `SELECT x.id, jsonb_build_object('id', x.id, 'name', x.name, 'filters', x.filters, 'sort', x.sort,
      'createdAt', x.created_at, 'updatedAt', x.updated_at) AS row
    FROM saved_views x WHERE x.person_id = $1 AND x.organisation_id = $2 AND x.id > $3 ORDER BY x.id LIMIT $4`,
    macros: `SELECT x.id, jsonb_build_object('id', x.id, 'name', x.name, 'actions', x.actions,
      'createdAt', x.created_at, 'updatedAt', x.updated_at) AS row
    FROM macros x WHERE x.person_id = $1 AND x.organisation_id = $2 AND x.id > $3 ORDER BY x.id LIMIT $4`,
    assignmentsRequested: `SELECT x.id, jsonb_build_object('id', x.id, 'ticketId', t.id, 'ticketNumber', t.number, 'note', x.note,
      'state', x.state, 'requestedAt', x.created_at, 'decidedAt', x.decided_at) AS row
    FROM assignment_requests x ${ticketOf} WHERE x.requested_by = $1 AND x.organisation_id = $2 AND ${visible}
      AND x.id > $3 ORDER BY x.id LIMIT $4`,
  };
}
