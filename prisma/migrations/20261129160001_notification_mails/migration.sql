-- CreateTable
CREATE TABLE "notification_mails" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "choice" TEXT NOT NULL,
    "time" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "mail_id" UUID,

    CONSTRAINT "notification_mails_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "notification_mails_mail_id_due_at_idx" ON "notification_mails"("mail_id", "due_at");

-- CreateIndex
CREATE INDEX "notification_mails_ticket_id_idx" ON "notification_mails"("ticket_id");

-- CreateIndex
CREATE INDEX "notification_mails_organisation_id_idx" ON "notification_mails"("organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "notification_mails_person_id_event_id_key" ON "notification_mails"("person_id", "event_id");

-- AddForeignKey
ALTER TABLE "notification_mails" ADD CONSTRAINT "notification_mails_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_mails" ADD CONSTRAINT "notification_mails_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_mails" ADD CONSTRAINT "notification_mails_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_mails" ADD CONSTRAINT "notification_mails_mail_id_fkey" FOREIGN KEY ("mail_id") REFERENCES "outgoing_mails"("id") ON DELETE CASCADE ON UPDATE CASCADE;
