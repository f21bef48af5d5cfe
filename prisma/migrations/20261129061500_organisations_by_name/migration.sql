-- A word for each organisation, and further names that it answers to. Those that are there already get the word of their name; of
-- two with one name, and for a name without Latin letters, a part of a hash tells them apart.
ALTER TABLE "organisations" ADD COLUMN "slug" TEXT,
ADD COLUMN "further_hosts" TEXT[] DEFAULT ARRAY[]::TEXT[];

WITH "words" AS (
  SELECT "id", "created_at", trim(BOTH '-' FROM left(regexp_replace(lower("name"), '[^a-z0-9]+', '-', 'g'), 30)) AS "word"
  FROM "organisations"
), "counted" AS (
  SELECT "id", "word", row_number() OVER (PARTITION BY "word" ORDER BY "created_at", "id") AS "place" FROM "words"
)
UPDATE "organisations" o
SET "slug" = CASE
  WHEN "word" = '' THEN 'o-' || left(md5(o."id"::text), 8)
  WHEN "place" > 1 THEN "word" || '-' || left(md5(o."id"::text), 8)
  ELSE "word" END
FROM "counted" WHERE "counted"."id" = o."id";

ALTER TABLE "organisations" ALTER COLUMN "slug" SET NOT NULL;

CREATE UNIQUE INDEX "organisations_slug_key" ON "organisations"("slug");
