-- Snapshots of the log, taken every few hundred events: a feed that was away for long goes on from one to the next.
CREATE TABLE "log_marks" (
    "id" UUID NOT NULL,
    "epoch" TEXT NOT NULL,
    "snapshot" TEXT NOT NULL,
    "next_xid" xid8 NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "log_marks_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "log_marks_next_xid_idx" ON "log_marks"("next_xid");
CREATE INDEX "log_marks_at_idx" ON "log_marks"("at");
