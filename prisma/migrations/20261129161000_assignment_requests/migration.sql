-- CreateTable
CREATE TABLE "assignment_requests" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "requested_by" UUID NOT NULL,
    "assignee_id" UUID NOT NULL,
    "note" TEXT,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "decided_by" UUID,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "assignment_requests_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "assignment_requests_ticket_id_id_idx" ON "assignment_requests"("ticket_id", "id");

-- CreateIndex
CREATE INDEX "assignment_requests_organisation_id_state_id_idx" ON "assignment_requests"("organisation_id", "state", "id");

-- CreateIndex
CREATE INDEX "assignment_requests_requested_by_id_idx" ON "assignment_requests"("requested_by", "id");

-- CreateIndex
CREATE INDEX "assignment_requests_team_id_id_idx" ON "assignment_requests"("team_id", "id");

-- AddForeignKey
ALTER TABLE "assignment_requests" ADD CONSTRAINT "assignment_requests_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment_requests" ADD CONSTRAINT "assignment_requests_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment_requests" ADD CONSTRAINT "assignment_requests_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment_requests" ADD CONSTRAINT "assignment_requests_requested_by_fkey" FOREIGN KEY ("requested_by") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment_requests" ADD CONSTRAINT "assignment_requests_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment_requests" ADD CONSTRAINT "assignment_requests_decided_by_fkey" FOREIGN KEY ("decided_by") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A person asks once at a time; the next request of theirs waits until this one is decided.
CREATE UNIQUE INDEX "assignment_requests_pending_key" ON "assignment_requests"("ticket_id", "requested_by") WHERE "state" = 'pending';
