-- When a directory was last asked about somebody who is signed in here, and since when it does not let them in any more.
ALTER TABLE "identities" ADD COLUMN "checked_at" TIMESTAMPTZ(3),
ADD COLUMN "gone_at" TIMESTAMPTZ(3);

-- To whom a second factor was shown, in a session that a provider vouched for: "provider", as the organisation believes it, or "us". Sessions that were there before keep what they had.
ALTER TABLE "sessions" ADD COLUMN "factor_shown_to" TEXT;
UPDATE "sessions" SET "factor_shown_to" = 'provider' WHERE "issuer" IS NOT NULL AND "ended_at" IS NULL;

-- CreateTable
CREATE TABLE "outages" (
    "organisation_id" UUID NOT NULL,
    "service" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outages_pkey" PRIMARY KEY ("organisation_id","service")
);

-- AddForeignKey
ALTER TABLE "outages" ADD CONSTRAINT "outages_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
