-- AlterTable
ALTER TABLE "outgoing_mails" ADD COLUMN     "is_released" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "ticket_id" UUID;

-- CreateTable
CREATE TABLE "refused_addresses" (
    "organisation_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "refused_addresses_pkey" PRIMARY KEY ("organisation_id","address")
);

-- CreateIndex
CREATE INDEX "refused_addresses_at_idx" ON "refused_addresses"("at");

-- CreateIndex
CREATE INDEX "outgoing_mails_organisation_id_state_kind_id_idx" ON "outgoing_mails"("organisation_id", "state", "kind", "id");

-- CreateIndex
CREATE INDEX "outgoing_mails_organisation_id_to_address_id_idx" ON "outgoing_mails"("organisation_id", "to_address", "id");

-- CreateIndex
CREATE INDEX "outgoing_mails_ticket_id_settled_at_idx" ON "outgoing_mails"("ticket_id", "settled_at");

-- AddForeignKey
ALTER TABLE "refused_addresses" ADD CONSTRAINT "refused_addresses_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
