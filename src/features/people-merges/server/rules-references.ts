/** What a merge does to the rows of one column that names a person. */
type Reference =
  /** With the tickets that they are of, a few in each transaction: write-tickets.ts. */
  | { merge: "ticket" }
  /** They become the other account's; where it has the same (by these columns) already, its own stays. */
  | { merge: "moves"; beside: readonly string[] }
  /** The same, some in each transaction, as there may be very many; the table has an `id`. */
  | { merge: "moves in pieces"; beside: readonly string[] }
  /** They are deleted. */
  | { merge: "ends" }
  /** Rules of their own: write-account.ts, write-mails.ts. */
  | { merge: "account" }
  /** They say what happened then, and go on naming the merged account. */
  | { merge: "stays" };

const TICKET: Reference = { merge: "ticket" };
const ENDS: Reference = { merge: "ends" };
const ACCOUNT: Reference = { merge: "account" };
const STAYS: Reference = { merge: "stays" };
const moves = (...beside: string[]): Reference => ({ merge: "moves", beside });

/**
 * Every column of the database that names a person, as "table.column", and what becomes of it when an account is merged into
 * another. A test compares the list with the database: a new table that refers to people has to say it here.
 */
export const PERSON_REFERENCES: Readonly<Record<string, Reference>> = {
  "announcement_dismissals.person_id": moves("announcement_id"),
  // Pending ones expire with their ticket's turn.
  "assignment_requests.assignee_id": STAYS,
  "assignment_requests.decided_by": STAYS,
  "assignment_requests.requested_by": STAYS,
  "attachments.uploader_id": TICKET,
  "audit_entries.actor_id": STAYS,
  "audit_entries.subject_id": STAYS,
  // All of them, also two of one name: each is a text of its own.
  "canned_replies.person_id": moves("id"),
  "comments.author_id": TICKET,
  "drafts.person_id": moves("place", "kind"),
  "events.actor_id": STAYS,
  "events.subject_id": STAYS,
  "follow_ups.created_by": STAYS,
  // The links of guests end; the row says who filed it.
  "guest_tickets.person_id": STAYS,
  "idempotency_keys.person_id": ENDS,
  "identities.person_id": ACCOUNT,
  "macros.person_id": moves("id"),
  "notice_acks.person_id": moves("notice_id"),
  "notification_mails.person_id": ACCOUNT,
  "notifications.actor_id": STAYS,
  "notifications.person_id": { merge: "moves in pieces", beside: ["event_id", "kind"] },
  // Those that wait have rules of their own: write-mails.ts.
  "outgoing_mails.person_id": STAYS,
  "passkey_challenges.person_id": ENDS,
  "passkeys.person_id": ENDS,
  // One that runs stops by itself, as who started it is no admin any more.
  "people_imports.person_id": STAYS,
  "person_addresses.person_id": ACCOUNT,
  "person_erasures.person_id": STAYS,
  "person_erasures.started_by": STAYS,
  "person_merges.from_id": STAYS,
  "person_merges.started_by": STAYS,
  "person_merges.to_id": ACCOUNT,
  "personal_tokens.person_id": ENDS,
  "reads.person_id": TICKET,
  "recovery_codes.person_id": ENDS,
  "saved_views.person_id": moves("id"),
  "secret_tokens.person_id": ENDS,
  "sessions.person_id": ACCOUNT,
  // Who changed a tag: one that runs goes by their rights of then, as an import does.
  "tag_changes.person_id": STAYS,
  "team_members.person_id": ACCOUNT,
  "teams.assignee_id": ACCOUNT,
  "ticket_links.created_by": STAYS,
  "ticket_merges.merged_by": STAYS,
  "tickets.assignee_id": TICKET,
  "tickets.requester_id": TICKET,
  "totp_factors.person_id": ENDS,
  "watchers.added_by": TICKET,
  "watchers.person_id": TICKET,
};

/** The columns that a merge treats in one way, with their tables. */
export function referencesOf<Kind extends Reference["merge"]>(
  kind: Kind,
): ({ table: string; column: string } & Extract<Reference, { merge: Kind }>)[] {
  return Object.entries(PERSON_REFERENCES).flatMap(([name, reference]) => {
    const [table = "", column = ""] = name.split(".");
    return isOf(reference, kind) ? [{ table, column, ...reference }] : [];
  });
}

function isOf<Kind extends Reference["merge"]>(
  reference: Reference,
  kind: Kind,
): reference is Extract<Reference, { merge: Kind }> {
  return reference.merge === kind;
}
