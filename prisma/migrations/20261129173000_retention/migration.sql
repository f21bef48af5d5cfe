-- Closed tickets leave the lists (archived_at), and later nobody is recognisable in them any more (anonymised_at).
ALTER TABLE "tickets" ADD COLUMN "archived_at" TIMESTAMPTZ(3), ADD COLUMN "anonymised_at" TIMESTAMPTZ(3);
-- Reopening brings a ticket back, so an archived one is closed: lists of the archive need no status.
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_archived_is_closed" CHECK ("archived_at" IS NULL OR "status" = 'closed');

-- A ticket stands in the index of the lists or in that of the archive: each is as large as what it lists.
DROP INDEX "tickets_organisation_id_status_updated_at_id_idx";
DROP INDEX "tickets_organisation_id_status_created_at_id_idx";
DROP INDEX "tickets_organisation_id_status_priority_id_idx";
DROP INDEX "tickets_organisation_id_status_due_at_id_idx";
DROP INDEX "tickets_organisation_id_status_number_idx";
DROP INDEX "tickets_team_id_status_updated_at_id_idx";
CREATE INDEX "tickets_listed_updated_idx" ON "tickets"("organisation_id", "status", "updated_at" DESC, "id" DESC) WHERE "archived_at" IS NULL;
CREATE INDEX "tickets_listed_created_idx" ON "tickets"("organisation_id", "status", "created_at" DESC, "id" DESC) WHERE "archived_at" IS NULL;
CREATE INDEX "tickets_listed_priority_idx" ON "tickets"("organisation_id", "status", "priority", "id") WHERE "archived_at" IS NULL;
CREATE INDEX "tickets_listed_due_idx" ON "tickets"("organisation_id", "status", "due_at", "id") WHERE "archived_at" IS NULL;
CREATE INDEX "tickets_listed_number_idx" ON "tickets"("organisation_id", "status", "number") WHERE "archived_at" IS NULL;
CREATE INDEX "tickets_listed_team_idx" ON "tickets"("team_id", "status", "updated_at" DESC, "id" DESC) WHERE "archived_at" IS NULL;
CREATE INDEX "tickets_archive_updated_idx" ON "tickets"("organisation_id", "updated_at" DESC, "id" DESC) WHERE "archived_at" IS NOT NULL;
CREATE INDEX "tickets_archive_created_idx" ON "tickets"("organisation_id", "created_at" DESC, "id" DESC) WHERE "archived_at" IS NOT NULL;
CREATE INDEX "tickets_archive_priority_idx" ON "tickets"("organisation_id", "priority", "id") WHERE "archived_at" IS NOT NULL;
CREATE INDEX "tickets_archive_due_idx" ON "tickets"("organisation_id", "due_at", "id") WHERE "archived_at" IS NOT NULL;
CREATE INDEX "tickets_archive_number_idx" ON "tickets"("organisation_id", "number") WHERE "archived_at" IS NOT NULL;
CREATE INDEX "tickets_archive_team_idx" ON "tickets"("team_id", "updated_at" DESC, "id" DESC) WHERE "archived_at" IS NOT NULL;

-- A requester's own tickets are counted without the archived ones by this index alone.
DROP INDEX "tickets_own_idx";
CREATE INDEX "tickets_own_idx" ON "tickets"("requester_id", "status", "public_updated_at" DESC, "id" DESC)
  INCLUDE ("organisation_id", "deleted_at", "archived_at", "team_id", "created_at", "priority", "due_at", "number") WHERE "deleted_at" IS NULL;

-- What is due to be archived, to come back, and to be anonymised: by when it was closed, or something was last said in it.
CREATE INDEX "tickets_rests_idx" ON "tickets"("organisation_id", greatest("closed_at", "public_updated_at")) INCLUDE ("closed_at", "public_updated_at")
  WHERE "status" = 'closed' AND "deleted_at" IS NULL AND "archived_at" IS NULL;
CREATE INDEX "tickets_archive_rests_idx" ON "tickets"("organisation_id", greatest("closed_at", "public_updated_at")) INCLUDE ("closed_at", "public_updated_at")
  WHERE "status" = 'closed' AND "deleted_at" IS NULL AND "archived_at" IS NOT NULL;
CREATE INDEX "tickets_recognisable_idx" ON "tickets"("organisation_id", greatest("closed_at", "public_updated_at")) INCLUDE ("closed_at", "public_updated_at")
  WHERE "status" = 'closed' AND "deleted_at" IS NULL AND "anonymised_at" IS NULL;

-- Tickets whose part of the log still names people: readers of the log have to have read that they are gone.
CREATE TABLE "ticket_anonymisations" (
    "ticket_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ticket_anonymisations_pkey" PRIMARY KEY ("ticket_id")
);
CREATE INDEX "ticket_anonymisations_created_at_idx" ON "ticket_anonymisations"("created_at");
ALTER TABLE "ticket_anonymisations" ADD CONSTRAINT "ticket_anonymisations_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ticket_anonymisations" ADD CONSTRAINT "ticket_anonymisations_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Counts are of what lists show.
CREATE OR REPLACE FUNCTION "count_tickets_added"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ticket_count_changes (organisation_id, team_id, status, change)
  SELECT organisation_id, coalesce(team_id, '00000000-0000-0000-0000-000000000000'), status, count(*)
  FROM added WHERE deleted_at IS NULL AND archived_at IS NULL GROUP BY 1, 2, 3;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION "count_tickets_removed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ticket_count_changes (organisation_id, team_id, status, change)
  SELECT organisation_id, coalesce(team_id, '00000000-0000-0000-0000-000000000000'), status, -count(*)
  FROM removed WHERE deleted_at IS NULL AND archived_at IS NULL GROUP BY 1, 2, 3;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION "count_ticket_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ticket_count_changes (organisation_id, team_id, status, change)
  SELECT * FROM (VALUES
    (OLD.organisation_id, coalesce(OLD.team_id, '00000000-0000-0000-0000-000000000000'), OLD.status, CASE WHEN OLD.deleted_at IS NULL AND OLD.archived_at IS NULL THEN -1 ELSE 0 END),
    (NEW.organisation_id, coalesce(NEW.team_id, '00000000-0000-0000-0000-000000000000'), NEW.status, CASE WHEN NEW.deleted_at IS NULL AND NEW.archived_at IS NULL THEN 1 ELSE 0 END)
  ) AS moved (organisation_id, team_id, status, change) WHERE moved.change <> 0;
  RETURN NULL;
END $$;

DROP TRIGGER "tickets_count_moved" ON "tickets";
CREATE TRIGGER "tickets_count_moved" AFTER UPDATE OF "organisation_id", "team_id", "status", "deleted_at", "archived_at" ON "tickets"
  FOR EACH ROW WHEN (
    OLD.status IS DISTINCT FROM NEW.status OR OLD.team_id IS DISTINCT FROM NEW.team_id
    OR (OLD.deleted_at IS NULL) IS DISTINCT FROM (NEW.deleted_at IS NULL)
    OR (OLD.archived_at IS NULL) IS DISTINCT FROM (NEW.archived_at IS NULL) OR OLD.organisation_id IS DISTINCT FROM NEW.organisation_id)
  EXECUTE FUNCTION "count_ticket_moved"();
