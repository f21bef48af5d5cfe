-- A requester's tickets by status, with all that their lists and counts ask for: somebody may have filed a tenth of a million.
CREATE INDEX "tickets_own_idx" ON "tickets"("requester_id", "status", "public_updated_at" DESC, "id" DESC)
  INCLUDE ("organisation_id", "deleted_at", "team_id", "created_at", "priority", "due_at", "number") WHERE "deleted_at" IS NULL;
DROP INDEX "tickets_requester_id_public_updated_at_id_idx";

-- Tickets of a status by number: open ones are a few of a million.
CREATE INDEX "tickets_organisation_id_status_number_idx" ON "tickets"("organisation_id", "status", "number");

-- What few tickets are need not be written for all the others.
DROP INDEX "tickets_deleted_at_idx";
CREATE INDEX "tickets_deleted_at_id_idx" ON "tickets"("deleted_at", "id") WHERE "deleted_at" IS NOT NULL;
DROP INDEX "tickets_status_resolved_at_idx";
CREATE INDEX "tickets_organisation_id_resolved_at_idx" ON "tickets"("organisation_id", "resolved_at") WHERE "status" = 'resolved';

-- The audit, by each of its filters; years of sign-ins are in it. What is swept is found by its time.
CREATE INDEX "audit_entries_organisation_id_id_idx" ON "audit_entries"("organisation_id", "id");
CREATE INDEX "audit_entries_organisation_id_action_id_idx" ON "audit_entries"("organisation_id", "action", "id");
CREATE INDEX "audit_entries_kind_idx" ON "audit_entries"("organisation_id", split_part("action", '.', 1), "id");
CREATE INDEX "audit_entries_actor_id_id_idx" ON "audit_entries"("actor_id", "id");
CREATE INDEX "audit_entries_subject_id_id_idx" ON "audit_entries"("subject_id", "id");
CREATE INDEX "audit_entries_tries_at_idx" ON "audit_entries"("at") WHERE "fold_key" IS NOT NULL;
CREATE INDEX "audit_entries_actions_at_idx" ON "audit_entries"("at") WHERE "fold_key" IS NULL;
DROP INDEX "audit_entries_organisation_id_at_idx";
DROP INDEX "audit_entries_subject_id_idx";

-- The outbox, state by state.
CREATE INDEX "outgoing_mails_organisation_id_state_id_idx" ON "outgoing_mails"("organisation_id", "state", "id");
CREATE INDEX "outgoing_mails_settled_at_idx" ON "outgoing_mails"("settled_at");
DROP INDEX "outgoing_mails_organisation_id_created_at_id_idx";

-- Sessions that have not ended, among those kept for the audit; and what is swept.
CREATE INDEX "sessions_not_ended_idx" ON "sessions"("organisation_id", "id") WHERE "ended_at" IS NULL;
CREATE INDEX "sessions_over_idx" ON "sessions"(least("ended_at", "expires_at"));
CREATE INDEX "secret_tokens_used_at_idx" ON "secret_tokens"("used_at") WHERE "kind" <> 'refresh';

-- Notifications that somebody has not read among all of theirs, and those read at once.
CREATE INDEX "notifications_unread_idx" ON "notifications"("person_id", "created_at" DESC, "id" DESC) WHERE "read_at" IS NULL;
CREATE INDEX "notifications_read_idx" ON "notifications"("person_id", "read_at") WHERE "read_at" IS NOT NULL;
DROP INDEX "notifications_person_id_read_at_idx";

-- Notices in their order, and the few that are not over: those are looked at every few seconds.
CREATE INDEX "notices_organisation_id_id_idx" ON "notices"("organisation_id", "id");
CREATE INDEX "notices_at_idx" ON "notices"("at");
CREATE INDEX "notices_not_over_idx" ON "notices"("organisation_id", "id") WHERE "dedupe_key" IS NOT NULL;
DROP INDEX "notices_organisation_id_at_idx";

-- People in the order of lists: every guest is one.
CREATE INDEX "people_name_idx" ON "people"("organisation_id", left(lower("name"), 300), "id");

-- What somebody wrote, page by page, and the rows that files on the disk belong to.
CREATE INDEX "comments_author_id_id_idx" ON "comments"("author_id", "id");
DROP INDEX "comments_author_id_idx";
CREATE INDEX "attachments_uploader_id_id_idx" ON "attachments"("uploader_id", "id");
DROP INDEX "attachments_uploader_id_idx";
CREATE INDEX "attachments_storage_key_idx" ON "attachments"("storage_key");
CREATE INDEX "attachments_thumbnail_key_idx" ON "attachments"("thumbnail_key") WHERE "thumbnail_key" IS NOT NULL;
