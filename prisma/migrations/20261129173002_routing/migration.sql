-- Where a ticket of a category goes when nobody says otherwise, and who gets what is filed to a team.
ALTER TABLE "categories" ADD COLUMN "icon" TEXT, ADD COLUMN "team_id" UUID, ADD COLUMN "priority" "priority";
CREATE INDEX "categories_team_id_idx" ON "categories"("team_id");
ALTER TABLE "categories" ADD CONSTRAINT "categories_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "teams" ADD COLUMN "assignee_id" UUID, ADD COLUMN "email" TEXT;
CREATE UNIQUE INDEX "teams_organisation_id_email_key" ON "teams"("organisation_id", "email");
CREATE INDEX "teams_assignee_id_idx" ON "teams"("assignee_id");
ALTER TABLE "teams" ADD CONSTRAINT "teams_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The categories that every organisation begins with have icons from the start; those that are there get them where they kept their keys.
UPDATE "categories" SET "icon" = CASE "key" WHEN 'hardware' THEN 'laptop' WHEN 'software' THEN 'app' WHEN 'network' THEN 'network'
  WHEN 'access' THEN 'key' WHEN 'travel' THEN 'plane' ELSE 'question' END
WHERE "key" IN ('hardware', 'software', 'network', 'access', 'travel', 'other');
