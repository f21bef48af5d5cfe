-- AlterTable
ALTER TABLE "secret_tokens" ADD COLUMN     "email" TEXT;

-- CreateTable
CREATE TABLE "person_addresses" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3),
    "language" TEXT,
    "token_hash" TEXT,
    "token_expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_addresses_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "person_addresses_token_hash_key" ON "person_addresses"("token_hash");

-- CreateIndex
CREATE INDEX "person_addresses_organisation_id_email_idx" ON "person_addresses"("organisation_id", "email");

-- CreateIndex
CREATE INDEX "person_addresses_asked_at_idx" ON "person_addresses"("asked_at");

-- CreateIndex
CREATE UNIQUE INDEX "person_addresses_person_id_email_key" ON "person_addresses"("person_id", "email");

-- AddForeignKey
ALTER TABLE "person_addresses" ADD CONSTRAINT "person_addresses_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_addresses" ADD CONSTRAINT "person_addresses_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- At most one person of an organisation owns an address, be it their primary one (people.email) or another.
CREATE UNIQUE INDEX "person_addresses_owned_key" ON "person_addresses"("organisation_id", "email") WHERE "confirmed_at" IS NOT NULL;

INSERT INTO "person_addresses" ("organisation_id", "person_id", "email", "confirmed_at", "created_at")
SELECT p."organisation_id", p."id", p."email", p."email_confirmed_at", p."created_at"
FROM "people" p WHERE p."email" IS NOT NULL AND (p."email_confirmed_at" IS NOT NULL OR p."role" <> 'guest');

-- The primary address stands here, too, so that one index says who owns an address; a person who is put away loses it. An earlier
-- primary one stays, as another address. Guests who have only typed an address claim nothing.
CREATE FUNCTION "keep_primary_address"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW."email" IS NULL AND OLD."email" IS NOT NULL THEN
    DELETE FROM "person_addresses" WHERE "person_id" = NEW."id" AND "email" = OLD."email";
  END IF;
  IF NEW."email" IS NOT NULL AND (NEW."email_confirmed_at" IS NOT NULL OR NEW."role" <> 'guest') THEN
    INSERT INTO "person_addresses" ("organisation_id", "person_id", "email", "confirmed_at", "created_at")
    VALUES (NEW."organisation_id", NEW."id", NEW."email", NEW."email_confirmed_at", NEW."created_at")
    ON CONFLICT ("person_id", "email") DO UPDATE SET "confirmed_at" = excluded."confirmed_at";
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "people_address_made" AFTER INSERT ON "people" FOR EACH ROW EXECUTE FUNCTION "keep_primary_address"();
CREATE TRIGGER "people_address_changed" AFTER UPDATE OF "email", "email_confirmed_at" ON "people" FOR EACH ROW
  WHEN (OLD."email" IS DISTINCT FROM NEW."email" OR OLD."email_confirmed_at" IS DISTINCT FROM NEW."email_confirmed_at")
  EXECUTE FUNCTION "keep_primary_address"();
