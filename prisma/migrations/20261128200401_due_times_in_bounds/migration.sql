-- Times outside of the years 1970 to 9999 were accepted, and no cursor of a list could carry them. One reading of the
-- table; nothing of it stays when it is interrupted, and it can be run again.
UPDATE "tickets" SET "due_at" = CASE WHEN "due_at" < '1970-01-01T00:00:00Z' THEN '1970-01-01T00:00:00Z'::timestamptz ELSE '9999-12-31T23:59:59.999Z'::timestamptz END
WHERE "due_at" < '1970-01-01T00:00:00Z' OR "due_at" > '9999-12-31T23:59:59.999Z';
