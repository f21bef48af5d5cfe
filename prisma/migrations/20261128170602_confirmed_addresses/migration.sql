-- An address belongs to whoever has proven it: at most one person of an organisation owns it, and at most one other claims
-- it by having registered with it. People made by admins, imports and invitations own theirs; the column's default is the
-- same constant for all rows, so nothing is written for them.
ALTER TABLE "people" ADD COLUMN "email_confirmed_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP;

-- Whoever registered by themselves and is a user to this day has proven nothing yet; those whom an admin gave another
-- role are known to the admin.
UPDATE "people" p SET "email_confirmed_at" = NULL
FROM "audit_entries" a
WHERE a."action" = 'person.registered' AND a."subject_id" = p."id" AND p."role" = 'user';

CREATE INDEX "people_organisation_id_email_idx" ON "people"("organisation_id", "email");
CREATE UNIQUE INDEX "people_owned_email_key" ON "people"("organisation_id", "email") WHERE "email_confirmed_at" IS NOT NULL;
CREATE UNIQUE INDEX "people_claimed_email_key" ON "people"("organisation_id", "email") WHERE "email_confirmed_at" IS NULL;
DROP INDEX "people_organisation_id_email_key";
