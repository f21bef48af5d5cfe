-- CreateTable
CREATE TABLE "outgoing_mails" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID,
    "to_address" TEXT NOT NULL,
    "to_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "language" TEXT,
    "sealed_link" TEXT,
    "cause_key" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "error" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "outgoing_mails_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "outgoing_mails_organisation_id_cause_key_key" ON "outgoing_mails"("organisation_id", "cause_key");

-- CreateIndex
CREATE INDEX "outgoing_mails_state_next_try_at_idx" ON "outgoing_mails"("state", "next_try_at");

-- CreateIndex
CREATE INDEX "outgoing_mails_organisation_id_created_at_id_idx" ON "outgoing_mails"("organisation_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "outgoing_mails_person_id_idx" ON "outgoing_mails"("person_id");

-- AddForeignKey
ALTER TABLE "outgoing_mails" ADD CONSTRAINT "outgoing_mails_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outgoing_mails" ADD CONSTRAINT "outgoing_mails_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;
