-- CreateTable
CREATE TABLE "ticket_links" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ticket_links_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "ticket_links_kind" CHECK ("kind" IN ('related', 'duplicate', 'parent')),
    CONSTRAINT "ticket_links_two" CHECK ("from_id" <> "to_id")
);

-- CreateIndex
CREATE INDEX "ticket_links_from_id_idx" ON "ticket_links"("from_id");

-- CreateIndex
CREATE INDEX "ticket_links_to_id_idx" ON "ticket_links"("to_id");

-- Two tickets have one link of a kind, whichever way, and a ticket has one parent.
CREATE UNIQUE INDEX "ticket_links_pair" ON "ticket_links"(least("from_id", "to_id"), greatest("from_id", "to_id"), "kind");
CREATE UNIQUE INDEX "ticket_links_parent" ON "ticket_links"("from_id") WHERE "kind" = 'parent';

-- AddForeignKey
ALTER TABLE "ticket_links" ADD CONSTRAINT "ticket_links_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_links" ADD CONSTRAINT "ticket_links_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_links" ADD CONSTRAINT "ticket_links_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_links" ADD CONSTRAINT "ticket_links_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "follow_ups" ADD COLUMN "created_at" TIMESTAMPTZ(3),
ADD COLUMN "created_by" UUID;

-- AddForeignKey
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;
