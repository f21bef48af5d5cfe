-- CreateTable
CREATE TABLE "person_merges" (
    "from_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "started_by" UUID,
    "state" TEXT NOT NULL DEFAULT 'running',
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "address" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_merges_pkey" PRIMARY KEY ("from_id")
);

-- CreateIndex
CREATE INDEX "person_merges_organisation_id_idx" ON "person_merges"("organisation_id");

-- CreateIndex
CREATE INDEX "person_merges_to_id_idx" ON "person_merges"("to_id");

-- CreateIndex
CREATE INDEX "person_merges_started_by_idx" ON "person_merges"("started_by");

-- CreateIndex
CREATE INDEX "person_merges_settled_at_idx" ON "person_merges"("settled_at");

-- AddForeignKey
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_started_by_fkey" FOREIGN KEY ("started_by") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;
