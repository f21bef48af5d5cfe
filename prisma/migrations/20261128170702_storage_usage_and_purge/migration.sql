-- CreateTable
CREATE TABLE "storage_usage" (
    "organisation_id" UUID NOT NULL,
    "bytes" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "storage_usage_pkey" PRIMARY KEY ("organisation_id")
);

-- AddForeignKey
ALTER TABLE "storage_usage" ADD CONSTRAINT "storage_usage_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateIndex: for the job that purges what was deleted long ago.
CREATE INDEX "tickets_deleted_at_idx" ON "tickets"("deleted_at");

-- What files of an organisation sum to is kept by whatever writes them, so that nobody ever adds them up.
CREATE FUNCTION "count_attachment_bytes"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  organisation UUID;
  change BIGINT := 0;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    organisation := OLD.organisation_id;
    change := change - CASE WHEN OLD.deleted_at IS NULL THEN OLD.size ELSE 0 END;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    organisation := NEW.organisation_id;
    change := change + CASE WHEN NEW.deleted_at IS NULL THEN NEW.size ELSE 0 END;
  END IF;
  IF change = 0 THEN
    RETURN NULL;
  END IF;
  UPDATE storage_usage SET bytes = bytes + change WHERE organisation_id = organisation;
  -- An organisation that goes takes its row with it before its files.
  IF NOT FOUND AND change > 0 THEN
    INSERT INTO storage_usage (organisation_id, bytes) VALUES (organisation, change)
    ON CONFLICT (organisation_id) DO UPDATE SET bytes = storage_usage.bytes + excluded.bytes;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "attachments_count_bytes" AFTER INSERT OR DELETE OR UPDATE OF "deleted_at", "size" ON "attachments"
  FOR EACH ROW EXECUTE FUNCTION "count_attachment_bytes"();

-- The trigger keeps writers out until this commits, so that nothing is counted twice or not at all.
INSERT INTO "storage_usage" ("organisation_id", "bytes")
SELECT organisation_id, sum(size) FROM attachments WHERE deleted_at IS NULL GROUP BY 1;
