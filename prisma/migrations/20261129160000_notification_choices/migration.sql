-- AlterTable
ALTER TABLE "people" ADD COLUMN     "notification_choices" JSONB NOT NULL DEFAULT '{}';
