-- AlterTable: without a value for the rows that are there, so that nothing is written again; they are measured as they change.
ALTER TABLE "drafts" ADD COLUMN     "bytes" INTEGER;
