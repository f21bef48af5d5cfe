-- A sequence that CREATE DATABASE ... TEMPLATE has copied can lose numbers in a crash that rows have already (the first numbers it
-- gives out are not in the write-ahead log): each change of a ticket then failed until it had caught up.
ALTER TABLE "ticket_count_changes"
  ALTER COLUMN "id" DROP DEFAULT,
  ALTER COLUMN "id" SET DATA TYPE UUID USING gen_random_uuid(),
  ALTER COLUMN "id" SET DEFAULT gen_random_uuid();
DROP SEQUENCE "ticket_count_changes_id_seq";
