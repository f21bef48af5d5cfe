-- A ticket that was merged into another keeps its rows and its log; what is said in one of them afterwards is shown in others, too.
ALTER TABLE "tickets" ADD COLUMN "merged_into_id" UUID, ADD COLUMN "merged_at" TIMESTAMPTZ(3);

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "tickets"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "ticket_merges" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "into_id" UUID NOT NULL,
    "merged_by" UUID NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "before" JSONB NOT NULL,
    "added_tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "added_watchers" UUID[] DEFAULT ARRAY[]::UUID[],

    CONSTRAINT "ticket_merges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shared_items" (
    "ticket_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "home_id" UUID NOT NULL,
    "is_comment" BOOLEAN NOT NULL,
    "is_public" BOOLEAN NOT NULL,
    "merge_id" UUID,

    CONSTRAINT "shared_items_pkey" PRIMARY KEY ("ticket_id","item_id")
);

-- CreateIndex
CREATE INDEX "ticket_merges_ticket_id_idx" ON "ticket_merges"("ticket_id");

-- CreateIndex
CREATE INDEX "ticket_merges_into_id_idx" ON "ticket_merges"("into_id");

-- CreateIndex
CREATE INDEX "shared_items_item_id_idx" ON "shared_items"("item_id");

-- CreateIndex
CREATE INDEX "shared_items_home_id_idx" ON "shared_items"("home_id");

-- One merge of a ticket at a time. (Prisma does not know partial indexes.)
CREATE UNIQUE INDEX "ticket_merges_now_idx" ON "ticket_merges"("ticket_id") WHERE "undone_at" IS NULL;
CREATE INDEX "tickets_merged_into_idx" ON "tickets"("merged_into_id") WHERE "merged_into_id" IS NOT NULL;

-- AddForeignKey
ALTER TABLE "ticket_merges" ADD CONSTRAINT "ticket_merges_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_merges" ADD CONSTRAINT "ticket_merges_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_merges" ADD CONSTRAINT "ticket_merges_into_id_fkey" FOREIGN KEY ("into_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shared_items" ADD CONSTRAINT "shared_items_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shared_items" ADD CONSTRAINT "shared_items_home_id_fkey" FOREIGN KEY ("home_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Counts are of what staff's lists show: a merged ticket is none of its own there.
CREATE OR REPLACE FUNCTION "count_tickets_added"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ticket_count_changes (organisation_id, team_id, status, change)
  SELECT organisation_id, coalesce(team_id, '00000000-0000-0000-0000-000000000000'), status, count(*)
  FROM added WHERE deleted_at IS NULL AND archived_at IS NULL AND merged_at IS NULL GROUP BY 1, 2, 3;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION "count_tickets_removed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ticket_count_changes (organisation_id, team_id, status, change)
  SELECT organisation_id, coalesce(team_id, '00000000-0000-0000-0000-000000000000'), status, -count(*)
  FROM removed WHERE deleted_at IS NULL AND archived_at IS NULL AND merged_at IS NULL GROUP BY 1, 2, 3;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION "count_ticket_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ticket_count_changes (organisation_id, team_id, status, change)
  SELECT * FROM (VALUES
    (OLD.organisation_id, coalesce(OLD.team_id, '00000000-0000-0000-0000-000000000000'), OLD.status, CASE WHEN OLD.deleted_at IS NULL AND OLD.archived_at IS NULL AND OLD.merged_at IS NULL THEN -1 ELSE 0 END),
    (NEW.organisation_id, coalesce(NEW.team_id, '00000000-0000-0000-0000-000000000000'), NEW.status, CASE WHEN NEW.deleted_at IS NULL AND NEW.archived_at IS NULL AND NEW.merged_at IS NULL THEN 1 ELSE 0 END)
  ) AS moved (organisation_id, team_id, status, change) WHERE moved.change <> 0;
  RETURN NULL;
END $$;

DROP TRIGGER "tickets_count_moved" ON "tickets";
CREATE TRIGGER "tickets_count_moved" AFTER UPDATE OF "organisation_id", "team_id", "status", "deleted_at", "archived_at", "merged_at" ON "tickets"
  FOR EACH ROW WHEN (
    OLD.status IS DISTINCT FROM NEW.status OR OLD.team_id IS DISTINCT FROM NEW.team_id
    OR (OLD.deleted_at IS NULL) IS DISTINCT FROM (NEW.deleted_at IS NULL)
    OR (OLD.merged_at IS NULL) IS DISTINCT FROM (NEW.merged_at IS NULL)
    OR (OLD.archived_at IS NULL) IS DISTINCT FROM (NEW.archived_at IS NULL) OR OLD.organisation_id IS DISTINCT FROM NEW.organisation_id)
  EXECUTE FUNCTION "count_ticket_moved"();
