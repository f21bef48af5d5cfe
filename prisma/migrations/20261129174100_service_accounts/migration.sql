-- Programs with a token of their own, made by an admin: they belong to nobody, and cannot sign in.
ALTER TABLE "people" ADD COLUMN "is_service" BOOLEAN NOT NULL DEFAULT false;
