-- A ticket that was filed because an earlier one had been closed too long ago to be opened again. A table of its own: the
-- tickets' rows, which every comment updates, stay as small as they are, and nothing is written for those there are.
CREATE TABLE "follow_ups" (
    "ticket_id" UUID NOT NULL,
    "follows_id" UUID NOT NULL,

    CONSTRAINT "follow_ups_pkey" PRIMARY KEY ("ticket_id")
);

-- CreateIndex
CREATE INDEX "follow_ups_follows_id_idx" ON "follow_ups"("follows_id");

-- AddForeignKey
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_follows_id_fkey" FOREIGN KEY ("follows_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;
