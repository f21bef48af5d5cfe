-- Tags are kept in one form (NFC) from now on, and looked for in it. Those that were typed in another are few: they are
-- found among the known tags, and only tickets that carry one are touched. No event and no version: what is seen stays.
UPDATE "tickets" t
SET "tags" = ARRAY(
  SELECT one FROM (
    SELECT normalize(tag, NFC) AS one, min(place) AS place
    FROM unnest(t."tags") WITH ORDINALITY AS given(tag, place) GROUP BY 1
  ) AS composed ORDER BY place)
WHERE t."tags" && ARRAY(SELECT "name" FROM "tags" WHERE "name" IS NOT NFC NORMALIZED);

INSERT INTO "tags" ("organisation_id", "name", "created_at")
SELECT "organisation_id", normalize("name", NFC), min("created_at") FROM "tags"
WHERE "name" IS NOT NFC NORMALIZED GROUP BY 1, 2
ON CONFLICT DO NOTHING;

DELETE FROM "tags" WHERE "name" IS NOT NFC NORMALIZED;
