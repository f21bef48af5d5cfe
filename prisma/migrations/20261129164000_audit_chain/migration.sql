-- Entries of the audit are chained after they are committed, by a job: each organisation has one chain of actions and one of attempts.
ALTER TABLE "audit_entries" ADD COLUMN "number" INTEGER;
ALTER TABLE "audit_entries" ADD COLUMN "hash" TEXT;

CREATE TABLE "audit_chains" (
    "organisation_id" UUID NOT NULL,
    "chain" TEXT NOT NULL,
    "anchor_number" INTEGER NOT NULL,
    "anchor_hash" TEXT NOT NULL,
    "head_number" INTEGER NOT NULL,
    "head_hash" TEXT NOT NULL,

    CONSTRAINT "audit_chains_pkey" PRIMARY KEY ("organisation_id","chain")
);
ALTER TABLE "audit_chains" ADD CONSTRAINT "audit_chains_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Each chain in its order, and what is not sealed yet: that is little, and looked for every few seconds.
CREATE UNIQUE INDEX "audit_entries_actions_idx" ON "audit_entries"("organisation_id", "number") WHERE "fold_key" IS NULL AND "number" IS NOT NULL;
CREATE UNIQUE INDEX "audit_entries_attempts_idx" ON "audit_entries"("organisation_id", "number") WHERE "fold_key" IS NOT NULL AND "number" IS NOT NULL;
CREATE INDEX "audit_entries_unsealed_actions_idx" ON "audit_entries"("organisation_id", "at", "id") WHERE "fold_key" IS NULL AND "number" IS NULL;
CREATE INDEX "audit_entries_unsealed_attempts_idx" ON "audit_entries"("organisation_id", "at", "id") WHERE "fold_key" IS NOT NULL AND "number" IS NULL;
DROP INDEX "audit_entries_tries_at_idx";
DROP INDEX "audit_entries_actions_at_idx";

-- Against mistakes of the product: an entry is counted up, sealed, and removed by its retention; nothing else.
CREATE FUNCTION "keep_audit_entry"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF current_setting('helpejo.audit_retention', true) = 'on'
      OR NOT EXISTS (SELECT 1 FROM "organisations" WHERE "id" = OLD."organisation_id") THEN
      RETURN OLD;
    END IF;
    RAISE EXCEPTION 'Entries of the audit are removed by its retention alone.';
  END IF;
  IF OLD."number" IS NOT NULL
    OR NEW."count" < OLD."count"
    OR (OLD."fold_key" IS NULL AND NEW."count" <> OLD."count")
    OR (OLD."fold_key" IS NULL) <> (NEW."fold_key" IS NULL)
    OR (to_jsonb(NEW) - '{count,number,hash,fold_key}'::text[]) <> (to_jsonb(OLD) - '{count,number,hash,fold_key}'::text[]) THEN
    RAISE EXCEPTION 'Entries of the audit are not changed.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "audit_entries_kept" BEFORE UPDATE OR DELETE ON "audit_entries"
  FOR EACH ROW EXECUTE FUNCTION "keep_audit_entry"();
