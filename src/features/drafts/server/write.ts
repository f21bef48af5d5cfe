import { createHash } from "node:crypto";
import { v7 } from "uuid";
import { say } from "@/messages/server/say";
import { mergeDraft, NO_DRAFT, type DraftState, type DraftWrite } from "@/features/drafts/apply";
import { isDraftKind, NEW_PLACE, type DraftDto, type PutDraftInput } from "@/features/drafts/schema";
import { canCreateTicket } from "@/features/tickets/policy";
import { findTicket } from "@/features/tickets/server/read";
import type { Sql } from "@/server/database/database";
import { sqlTransactionOnce, type RequestKey, type WithKey } from "@/server/api/idempotency";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import { isLongerThan } from "@/shared/characters";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import { presentDraft, stateOf, type DraftRow } from "./present";
import { bytesOf, forgetEmptied, requireComment, refuseTooMany, refuseTooMuch } from "./write-quota";

/** The field of a person's draft. */
export interface DraftAddress {
  place: string;
  kind: string;
}

/**
 * PUT /api/drafts/{place}/{kind}: stores a write by the rule of `mergeDraft`, so an older write of another
 * tab or device overwrites nothing. Throws `not_found` for tickets that the actor may not see, `too_large`
 * when there is no room left.
 */
export async function putDraft(
  actor: Actor,
  { place: address, kind, key = null, ...input }: WithKey<PutDraftInput & DraftAddress>,
): Promise<DraftDto> {
  refuseTooLong(input);
  const { place, ticketId } = await placeOf(actor, { place: address, kind });
  return sqlTransactionOnce(key, async (tx) => {
    // A person's saves run one after the other: their drafts are counted before one is added.
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('helpejo drafts'), hashtext($1))", [actor.id]);
    const row = await takeRow(tx, actor, { place, kind, ticketId });
    return await write(tx, actor, row, {
      ...input,
      version: input.version ?? null,
      writtenAt: notToCome(input.writtenAt),
    });
  });
}

/**
 * DELETE /api/drafts/{place}/{kind}: deletes it with all set-aside texts. The actor may delete their own
 * draft also of a ticket that they may not see any more; without a draft, `not_found` reveals nothing of the
 * ticket.
 */
export async function deleteDraft(
  actor: Actor,
  address: DraftAddress,
  key: RequestKey | null = null,
): Promise<null> {
  const isById = isUuid(address.place) || address.place === NEW_PLACE;
  const place = isById ? address.place.toLowerCase() : (await placeOf(actor, address)).place;
  return sqlTransactionOnce(key, async (tx) => {
    const { rowCount } = await tx.query(
      `UPDATE drafts SET content = jsonb_build_object('revision', (content->>'revision')::int + 1, 'text', '', 'version', NULL,
           'writtenAt', $4::text, 'others', '[]'::jsonb), bytes = 0, updated_at = now()
         WHERE person_id = $1 AND place = $2 AND kind = $3`,
      [actor.id, place, address.kind, new Date().toISOString()],
    );
    if (rowCount === 0) {
      await placeOf(actor, address);
    }
    return null;
  });
}

/** A ticket that the actor sees, or the form of a new one. */
async function placeOf(
  actor: Actor,
  { place, kind }: DraftAddress,
): Promise<{ place: string; ticketId: string | null }> {
  if (!isDraftKind(place, kind)) {
    throw new AppError("not_found", say("refusals.drafts.noPlace"));
  }
  if (place === NEW_PLACE) {
    if (!canCreateTicket(actor)) {
      throw new AppError("forbidden", say("refusals.drafts.noTickets"));
    }
    return { place, ticketId: null };
  }
  const { row } = await findTicket(actor, place);
  return { place: row.id, ticketId: row.id };
}

/** Locks the row for the rest of the transaction, and creates it where there was none. */
async function takeRow(
  tx: Sql,
  actor: Actor,
  at: { place: string; kind: string; ticketId: string | null },
): Promise<DraftRow & { id: string; is_new: boolean }> {
  const found = `SELECT id, place, kind, content, updated_at, content = '{}'::jsonb AS is_new FROM drafts
    WHERE person_id = $1 AND place = $2 AND kind = $3 FOR UPDATE`;
  const { rows } = await tx.query<DraftRow & { id: string; is_new: boolean }>(found, [
    actor.id,
    at.place,
    at.kind,
  ]);
  if (rows[0]) {
    return rows[0];
  }
  await requireComment(tx, actor, at);
  await refuseTooMany(tx, actor);
  await forgetEmptied(tx, actor);
  await tx.query(
    `INSERT INTO drafts (id, person_id, place, ticket_id, kind, content) VALUES ($1, $2, $3, $4, $5, '{}')
     ON CONFLICT (person_id, place, kind) DO NOTHING`,
    [v7(), actor.id, at.place, at.ticketId, at.kind],
  );
  const again = await tx.query<DraftRow & { id: string; is_new: boolean }>(found, [
    actor.id,
    at.place,
    at.kind,
  ]);
  if (!again.rows[0]) {
    throw new AppError("unavailable", say("refusals.drafts.busy"), {
      retryAfter: 1,
    });
  }
  return again.rows[0];
}

async function write(
  tx: Sql,
  actor: Actor,
  row: DraftRow & { id: string; is_new: boolean },
  input: Omit<PutDraftInput, "version"> & { version: number | null },
): Promise<DraftDto> {
  const stored = row.is_new ? null : stateOf(row);
  const next = stored && isLate(row, stored, input) ? stored : mergeDraft(stored, input, v7);
  if (next === stored) {
    return presentDraft(row);
  }
  refuseTooLarge(next);
  const bytes = bytesOf(next);
  if (bytes > bytesOf(stored ?? NO_DRAFT)) {
    await refuseTooMuch(tx, actor, row.id, bytes);
  }
  const { rows } = await tx.query<DraftRow>(
    `UPDATE drafts SET content = $2, bytes = $3, updated_at = now() WHERE id = $1 RETURNING place, kind, content, updated_at`,
    [row.id, JSON.stringify({ ...next, ...removedDigest(next, input) }), bytes],
  );
  const [saved] = rows;
  if (!saved) {
    throw new AppError("not_found");
  }
  return presentDraft(saved);
}

/**
 * Whether a save carries the text that was sent: typed before the sending and arriving after it, as from a
 * tab that was closing, it is ignored. Typed after it, as when the author took it back to edit it, it is
 * stored.
 */
function isLate(row: DraftRow, stored: DraftState, { text, revision, writtenAt }: DraftWrite): boolean {
  const gone: unknown =
    typeof row.content === "object" && row.content !== null ? Reflect.get(row.content, "gone") : undefined;
  return (
    revision !== stored.revision &&
    writtenAt <= stored.writtenAt &&
    text.trim() !== "" &&
    gone === digest(text)
  );
}

/** An emptied text is remembered by its digest alone. */
function removedDigest(next: DraftState, { before }: PutDraftInput): { gone?: string } {
  return next.text === "" && before ? { gone: digest(before) } : {};
}

function digest(text: string): string {
  return createHash("sha256").update(text.trim()).digest("hex");
}

function refuseTooLong({ text, before, aside = [] }: PutDraftInput): void {
  if ([text, before ?? "", ...aside].some((one) => isLongerThan(one, LIMITS.draftMax))) {
    throw new AppError("too_large", say("refusals.drafts.tooLong"));
  }
}

/** No set-aside text is dropped to make room: the write is refused, and the browser keeps its text until the author has looked. */
function refuseTooLarge({ others }: DraftState): void {
  const characters = others.reduce((sum, one) => sum + one.text.length, 0);
  if (others.length > LIMITS.draftOthersMax || characters > LIMITS.draftOthersCharacters) {
    throw new AppError("too_large", say("refusals.drafts.tooMuchAside"));
  }
}

/** A clock that is ahead must not win over everything that is written later. */
function notToCome(time: string): string {
  return new Date(Math.min(Date.parse(time), Date.now())).toISOString();
}
