-- CreateTable
CREATE TABLE "pending_thumbnails" (
    "attachment_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pending_thumbnails_pkey" PRIMARY KEY ("attachment_id")
);

-- CreateIndex
CREATE INDEX "pending_thumbnails_created_at_idx" ON "pending_thumbnails"("created_at");

-- AddForeignKey
ALTER TABLE "pending_thumbnails" ADD CONSTRAINT "pending_thumbnails_attachment_id_fkey" FOREIGN KEY ("attachment_id") REFERENCES "attachments"("id") ON DELETE CASCADE ON UPDATE CASCADE;
