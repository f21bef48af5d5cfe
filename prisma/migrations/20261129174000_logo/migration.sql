-- An organisation's logo: the key of its file.
ALTER TABLE "organisations" ADD COLUMN "logo_key" TEXT;
