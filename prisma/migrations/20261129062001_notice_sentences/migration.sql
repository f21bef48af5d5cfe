-- The key of what a notice says, so that each admin reads it in their language; rows without one are read as they stand.
ALTER TABLE "notices" ADD COLUMN "sentence" JSONB;
