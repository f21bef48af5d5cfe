-- CreateTable
CREATE TABLE "canned_replies" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "team_id" UUID,
    "person_id" UUID,
    "name" TEXT NOT NULL,
    "keyword" TEXT,
    "body" TEXT NOT NULL,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "canned_replies_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "canned_replies_organisation_id_scope_idx" ON "canned_replies"("organisation_id", "scope");

-- CreateIndex
CREATE INDEX "canned_replies_team_id_idx" ON "canned_replies"("team_id");

-- CreateIndex
CREATE INDEX "canned_replies_person_id_idx" ON "canned_replies"("person_id");

-- AddForeignKey
ALTER TABLE "canned_replies" ADD CONSTRAINT "canned_replies_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "canned_replies" ADD CONSTRAINT "canned_replies_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "canned_replies" ADD CONSTRAINT "canned_replies_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;
