-- How many tickets there are of each team and status, so that no count reads the archive. A change leaves a row of its own in
-- ticket_count_changes (one row that all writers add to would queue them), which a job folds into ticket_counts.
-- The id of no team is all zeros.

-- CreateTable
CREATE TABLE "ticket_counts" (
    "organisation_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "status" "status" NOT NULL,
    "total" INTEGER NOT NULL,

    CONSTRAINT "ticket_counts_pkey" PRIMARY KEY ("organisation_id","team_id","status")
);

-- CreateTable
CREATE TABLE "ticket_count_changes" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "status" "status" NOT NULL,
    "change" INTEGER NOT NULL,

    CONSTRAINT "ticket_count_changes_pkey" PRIMARY KEY ("id")
);

CREATE FUNCTION "count_tickets_added"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ticket_count_changes (organisation_id, team_id, status, change)
  SELECT organisation_id, coalesce(team_id, '00000000-0000-0000-0000-000000000000'), status, count(*)
  FROM added WHERE deleted_at IS NULL GROUP BY 1, 2, 3;
  RETURN NULL;
END $$;

CREATE FUNCTION "count_tickets_removed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ticket_count_changes (organisation_id, team_id, status, change)
  SELECT organisation_id, coalesce(team_id, '00000000-0000-0000-0000-000000000000'), status, -count(*)
  FROM removed WHERE deleted_at IS NULL GROUP BY 1, 2, 3;
  RETURN NULL;
END $$;

CREATE FUNCTION "count_ticket_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ticket_count_changes (organisation_id, team_id, status, change)
  SELECT * FROM (VALUES
    (OLD.organisation_id, coalesce(OLD.team_id, '00000000-0000-0000-0000-000000000000'), OLD.status, CASE WHEN OLD.deleted_at IS NULL THEN -1 ELSE 0 END),
    (NEW.organisation_id, coalesce(NEW.team_id, '00000000-0000-0000-0000-000000000000'), NEW.status, CASE WHEN NEW.deleted_at IS NULL THEN 1 ELSE 0 END)
  ) AS moved (organisation_id, team_id, status, change) WHERE moved.change <> 0;
  RETURN NULL;
END $$;

CREATE TRIGGER "tickets_count_added" AFTER INSERT ON "tickets"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "count_tickets_added"();

CREATE TRIGGER "tickets_count_removed" AFTER DELETE ON "tickets"
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "count_tickets_removed"();

-- For the columns that count alone: a comment changes its ticket's row, and costs nothing more than before.
CREATE TRIGGER "tickets_count_moved" AFTER UPDATE OF "organisation_id", "team_id", "status", "deleted_at" ON "tickets"
  FOR EACH ROW WHEN (
    OLD.status IS DISTINCT FROM NEW.status OR OLD.team_id IS DISTINCT FROM NEW.team_id
    OR (OLD.deleted_at IS NULL) IS DISTINCT FROM (NEW.deleted_at IS NULL) OR OLD.organisation_id IS DISTINCT FROM NEW.organisation_id)
  EXECUTE FUNCTION "count_ticket_moved"();

-- The triggers keep writers out until this commits, so that nothing is counted twice or not at all.
INSERT INTO "ticket_counts" ("organisation_id", "team_id", "status", "total")
SELECT organisation_id, coalesce(team_id, '00000000-0000-0000-0000-000000000000'), status, count(*)
FROM tickets WHERE deleted_at IS NULL GROUP BY 1, 2, 3;
