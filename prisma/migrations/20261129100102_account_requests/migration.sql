-- CreateTable
CREATE TABLE "account_requests" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "password_hash" TEXT,
    "language" TEXT,
    "address" TEXT,
    "token_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_requests_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_requests_token_hash_key" ON "account_requests"("token_hash");

-- CreateIndex
CREATE INDEX "account_requests_organisation_id_email_idx" ON "account_requests"("organisation_id", "email");

-- CreateIndex
CREATE INDEX "account_requests_created_at_idx" ON "account_requests"("created_at");

-- AddForeignKey
ALTER TABLE "account_requests" ADD CONSTRAINT "account_requests_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
