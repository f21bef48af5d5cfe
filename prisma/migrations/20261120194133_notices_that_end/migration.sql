-- AlterTable
ALTER TABLE "notices" ADD COLUMN     "data" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "ends_at" TIMESTAMPTZ(3),
ADD COLUMN     "ticket_id" UUID;

-- CreateIndex
CREATE INDEX "notices_ticket_id_idx" ON "notices"("ticket_id");

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE SET NULL ON UPDATE CASCADE;
