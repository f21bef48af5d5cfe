-- A guest types an address and proves it by opening the link that goes there. Until then the row claims nothing: any number of
-- guests may have typed one address, beside its owner and the one person who registered with it.
DROP INDEX "people_claimed_email_key";
CREATE UNIQUE INDEX "people_claimed_email_key" ON "people"("organisation_id", "email") WHERE "email_confirmed_at" IS NULL AND "role" <> 'guest';

CREATE TABLE "guest_tickets" (
    "ticket_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "proven_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "guest_tickets_pkey" PRIMARY KEY ("ticket_id")
);

CREATE INDEX "guest_tickets_organisation_id_email_idx" ON "guest_tickets"("organisation_id", "email");
CREATE INDEX "guest_tickets_person_id_idx" ON "guest_tickets"("person_id");
ALTER TABLE "guest_tickets" ADD CONSTRAINT "guest_tickets_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "guest_tickets" ADD CONSTRAINT "guest_tickets_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "guest_tickets" ADD CONSTRAINT "guest_tickets_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "guest_link_requests" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "guest_link_requests_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "guest_link_requests_organisation_id_idx" ON "guest_link_requests"("organisation_id");
ALTER TABLE "guest_link_requests" ADD CONSTRAINT "guest_link_requests_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One link a ticket: a new one takes the place of the last.
CREATE UNIQUE INDEX "secret_tokens_magic_link_key" ON "secret_tokens"("ticket_id") WHERE "kind" = 'magic_link';
