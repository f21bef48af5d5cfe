-- AlterTable
ALTER TABLE "identities" ADD COLUMN "claims_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN "issuer" TEXT,
ADD COLUMN "subject" TEXT,
ADD COLUMN "provider_sid" TEXT,
ADD COLUMN "id_token" TEXT;

-- CreateTable
CREATE TABLE "provider_logouts" (
    "organisation_id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "token_id" TEXT NOT NULL,
    "subject" TEXT,
    "provider_sid" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_logouts_pkey" PRIMARY KEY ("organisation_id","issuer","token_id")
);

-- CreateIndex
CREATE INDEX "provider_logouts_organisation_id_provider_sid_idx" ON "provider_logouts"("organisation_id", "provider_sid");

-- CreateIndex
CREATE INDEX "provider_logouts_organisation_id_subject_idx" ON "provider_logouts"("organisation_id", "subject");

-- CreateIndex
CREATE INDEX "provider_logouts_at_idx" ON "provider_logouts"("at");

-- CreateIndex
CREATE INDEX "sessions_organisation_id_provider_sid_idx" ON "sessions"("organisation_id", "provider_sid");

-- CreateIndex
CREATE INDEX "sessions_organisation_id_subject_idx" ON "sessions"("organisation_id", "subject");

-- AddForeignKey
ALTER TABLE "provider_logouts" ADD CONSTRAINT "provider_logouts_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One session stands behind the access tokens of one session at the provider (Prisma does not know partial indexes).
CREATE UNIQUE INDEX "sessions_provider_tokens_key" ON "sessions"("organisation_id", "issuer", "subject", coalesce("provider_sid", '')) WHERE "kind" = 'token' AND "issuer" IS NOT NULL AND "ended_at" IS NULL;
