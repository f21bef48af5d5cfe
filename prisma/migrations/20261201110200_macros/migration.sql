-- CreateTable
CREATE TABLE "macros" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "team_id" UUID,
    "person_id" UUID,
    "name" TEXT NOT NULL,
    "actions" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "macros_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "macros_organisation_id_scope_idx" ON "macros"("organisation_id", "scope");

-- CreateIndex
CREATE INDEX "macros_team_id_idx" ON "macros"("team_id");

-- CreateIndex
CREATE INDEX "macros_person_id_idx" ON "macros"("person_id");

-- AddForeignKey
ALTER TABLE "macros" ADD CONSTRAINT "macros_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "macros" ADD CONSTRAINT "macros_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "macros" ADD CONSTRAINT "macros_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;
