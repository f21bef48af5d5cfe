-- What a team has in the archive, in each order of lists; tickets without a team stand under their organisation's id, as "team_id IS NULL" gives no order.
CREATE INDEX "tickets_archive_team_updated_idx" ON "tickets"(coalesce("team_id", "organisation_id"), "updated_at" DESC, "id" DESC) WHERE "archived_at" IS NOT NULL;
CREATE INDEX "tickets_archive_team_created_idx" ON "tickets"(coalesce("team_id", "organisation_id"), "created_at" DESC, "id" DESC) WHERE "archived_at" IS NOT NULL;
CREATE INDEX "tickets_archive_team_priority_idx" ON "tickets"(coalesce("team_id", "organisation_id"), "priority", "id") WHERE "archived_at" IS NOT NULL;
CREATE INDEX "tickets_archive_team_due_idx" ON "tickets"(coalesce("team_id", "organisation_id"), "due_at", "id") WHERE "archived_at" IS NOT NULL;
CREATE INDEX "tickets_archive_team_number_idx" ON "tickets"(coalesce("team_id", "organisation_id"), "number", "id") WHERE "archived_at" IS NOT NULL;
DROP INDEX "tickets_archive_team_idx";
