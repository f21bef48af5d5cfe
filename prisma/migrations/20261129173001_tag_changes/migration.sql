-- How many tickets carry each tag, kept by writing as ticket_counts are, so that the page of tags reads no tickets.
CREATE TABLE "tag_counts" (
    "organisation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "total" INTEGER NOT NULL,

    CONSTRAINT "tag_counts_pkey" PRIMARY KEY ("organisation_id","name")
);
CREATE TABLE "tag_count_changes" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organisation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "change" INTEGER NOT NULL,

    CONSTRAINT "tag_count_changes_pkey" PRIMARY KEY ("id")
);

CREATE FUNCTION "count_tags_added"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tag_count_changes (organisation_id, name, change)
  SELECT organisation_id, tag, count(*) FROM added, unnest(tags) tag WHERE deleted_at IS NULL GROUP BY 1, 2;
  RETURN NULL;
END $$;

CREATE FUNCTION "count_tags_removed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tag_count_changes (organisation_id, name, change)
  SELECT organisation_id, tag, -count(*) FROM removed, unnest(tags) tag WHERE deleted_at IS NULL GROUP BY 1, 2;
  RETURN NULL;
END $$;

CREATE FUNCTION "count_tags_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tag_count_changes (organisation_id, name, change)
  SELECT NEW.organisation_id, tag, sum(change) FROM (
    SELECT unnest(CASE WHEN OLD.deleted_at IS NULL THEN OLD.tags ELSE '{}' END) AS tag, -1 AS change
    UNION ALL SELECT unnest(CASE WHEN NEW.deleted_at IS NULL THEN NEW.tags ELSE '{}' END), 1) changed
  GROUP BY tag HAVING sum(change) <> 0;
  RETURN NULL;
END $$;

CREATE TRIGGER "tickets_tags_added" AFTER INSERT ON "tickets"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "count_tags_added"();
CREATE TRIGGER "tickets_tags_removed" AFTER DELETE ON "tickets"
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "count_tags_removed"();
CREATE TRIGGER "tickets_tags_changed" AFTER UPDATE OF "tags", "deleted_at" ON "tickets"
  FOR EACH ROW WHEN (OLD.tags IS DISTINCT FROM NEW.tags OR (OLD.deleted_at IS NULL) IS DISTINCT FROM (NEW.deleted_at IS NULL))
  EXECUTE FUNCTION "count_tags_changed"();

INSERT INTO "tag_counts" ("organisation_id", "name", "total")
SELECT organisation_id, tag, count(*) FROM tickets, unnest(tags) tag WHERE deleted_at IS NULL GROUP BY 1, 2;

-- What admins do to a tag on all tickets, bit by bit, and what each ticket had before, to undo it.
CREATE TABLE "tag_changes" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "into_name" TEXT,
    "state" TEXT NOT NULL DEFAULT 'running',
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "undoes" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "tag_changes_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "tag_changes_undoes_key" ON "tag_changes"("undoes");
CREATE INDEX "tag_changes_organisation_id_id_idx" ON "tag_changes"("organisation_id", "id");
CREATE INDEX "tag_changes_running_idx" ON "tag_changes"("id") WHERE "state" = 'running';
ALTER TABLE "tag_changes" ADD CONSTRAINT "tag_changes_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "tag_changes" ADD CONSTRAINT "tag_changes_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "tag_changes" ADD CONSTRAINT "tag_changes_undoes_fkey" FOREIGN KEY ("undoes") REFERENCES "tag_changes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "tag_change_tickets" (
    "change_id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "before" TEXT[] NOT NULL,

    CONSTRAINT "tag_change_tickets_pkey" PRIMARY KEY ("change_id","ticket_id")
);
CREATE INDEX "tag_change_tickets_ticket_id_idx" ON "tag_change_tickets"("ticket_id");
ALTER TABLE "tag_change_tickets" ADD CONSTRAINT "tag_change_tickets_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "tag_changes"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "tag_change_tickets" ADD CONSTRAINT "tag_change_tickets_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;
