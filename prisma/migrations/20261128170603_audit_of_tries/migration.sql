-- Tries and refusals of the same kind from the same place are one entry that counts.
ALTER TABLE "audit_entries" ADD COLUMN "user_agent" TEXT;
ALTER TABLE "audit_entries" ADD COLUMN "count" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "audit_entries" ADD COLUMN "fold_key" TEXT;
CREATE UNIQUE INDEX "audit_entries_organisation_id_fold_key_key" ON "audit_entries"("organisation_id", "fold_key");
