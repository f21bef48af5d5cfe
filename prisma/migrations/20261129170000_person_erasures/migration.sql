-- A person's data is erased by a job, piece by piece; an erased person stays as a row without a name, as tickets refer to it.
ALTER TABLE "people" ADD COLUMN "erased_at" TIMESTAMPTZ(3);

CREATE TABLE "person_erasures" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "started_by" UUID NOT NULL,
    "texts" BOOLEAN NOT NULL,
    "language" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "stage" INTEGER NOT NULL DEFAULT 0,
    "position" TEXT,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "sealed" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_erasures_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "person_erasures_person_id_key" ON "person_erasures"("person_id");
CREATE INDEX "person_erasures_state_started_at_idx" ON "person_erasures"("state", "started_at");
CREATE INDEX "person_erasures_organisation_id_idx" ON "person_erasures"("organisation_id");
CREATE INDEX "person_erasures_started_by_idx" ON "person_erasures"("started_by");
ALTER TABLE "person_erasures" ADD CONSTRAINT "person_erasures_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "person_erasures" ADD CONSTRAINT "person_erasures_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "person_erasures" ADD CONSTRAINT "person_erasures_started_by_fkey" FOREIGN KEY ("started_by") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A sealed entry keeps its number and hash when an erasure takes a name or an address out of its data; another entry, sealed as all are, tells the hash of what remains.
ALTER TABLE "audit_entries" ADD COLUMN "erased_in" UUID;

CREATE OR REPLACE FUNCTION "keep_audit_entry"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF current_setting('helpejo.audit_retention', true) = 'on'
      OR NOT EXISTS (SELECT 1 FROM "organisations" WHERE "id" = OLD."organisation_id") THEN
      RETURN OLD;
    END IF;
    RAISE EXCEPTION 'Entries of the audit are removed by its retention alone.';
  END IF;
  IF current_setting('helpejo.audit_erasure', true) = 'on'
    AND (to_jsonb(NEW) - '{data,erased_in}'::text[]) = (to_jsonb(OLD) - '{data,erased_in}'::text[]) THEN
    RETURN NEW;
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
