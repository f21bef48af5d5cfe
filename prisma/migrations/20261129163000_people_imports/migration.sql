-- CreateTable
CREATE TABLE "people_imports" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'preview',
    "invites" BOOLEAN NOT NULL DEFAULT false,
    "encoding" TEXT NOT NULL,
    "delimiter" TEXT NOT NULL,
    "columns" JSONB NOT NULL,
    "total" INTEGER NOT NULL,
    "plan" JSONB NOT NULL,
    "done" JSONB NOT NULL,
    "makes_admins" BOOLEAN NOT NULL,
    "address" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "people_imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people_import_rows" (
    "import_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "organisation_id" UUID NOT NULL,
    "cells" JSONB NOT NULL,
    "outcome" TEXT NOT NULL,
    "changes" JSONB NOT NULL DEFAULT '[]',
    "notes" JSONB NOT NULL DEFAULT '[]',
    "reason" JSONB,
    "result" TEXT,

    CONSTRAINT "people_import_rows_pkey" PRIMARY KEY ("import_id","number")
);

-- CreateIndex
CREATE INDEX "people_imports_organisation_id_id_idx" ON "people_imports"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "people_imports_state_started_at_idx" ON "people_imports"("state", "started_at");

-- CreateIndex
CREATE INDEX "people_imports_person_id_idx" ON "people_imports"("person_id");

-- CreateIndex
CREATE INDEX "people_import_rows_import_id_result_number_idx" ON "people_import_rows"("import_id", "result", "number");

-- CreateIndex
CREATE INDEX "people_import_rows_organisation_id_idx" ON "people_import_rows"("organisation_id");

-- AddForeignKey
ALTER TABLE "people_imports" ADD CONSTRAINT "people_imports_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "people_imports" ADD CONSTRAINT "people_imports_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "people_import_rows" ADD CONSTRAINT "people_import_rows_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "people_import_rows" ADD CONSTRAINT "people_import_rows_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "people_imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;
