-- When the person last showed their password in this session; null in sessions from before, which showed it as they began.
ALTER TABLE "sessions" ADD COLUMN     "proven_at" TIMESTAMPTZ(3);
ALTER TABLE "sessions" ALTER COLUMN "proven_at" SET DEFAULT CURRENT_TIMESTAMP;

-- A session has an absolute end from now on, 90 days after it began unless the organisation sets another number.
UPDATE "sessions" SET "expires_at" = "created_at" + interval '90 days'
WHERE "kind" <> 'guest' AND "ended_at" IS NULL AND "expires_at" > "created_at" + interval '90 days';
