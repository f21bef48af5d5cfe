-- Texts are indexed in their parts, and people are found by their words in any order. What was indexed before keeps form 0, and
-- is indexed anew by a job that goes on wherever it was interrupted: nothing here takes longer for more tickets.

-- AlterTable
ALTER TABLE "search_parts" ADD COLUMN     "form" SMALLINT NOT NULL DEFAULT 0;

-- How texts are compared: one form of each character, without case and accents.
CREATE FUNCTION "search_fold"(value text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT lower(unaccent(lower(normalize(value, NFKC))))
$$;

-- The words of a text with a space between them. Punctuation is listed rather than asked for by class: in a database with the
-- locale C, only ASCII has letters.
CREATE FUNCTION "search_words"(value text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT trim(regexp_replace(search_fold(value), '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030]+', ' ', 'g'))
$$;

-- What a text is searched in: as it stands; its words; and what has nothing but punctuation inside written together.
CREATE FUNCTION "search_lines"(value text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT search_fold(value) || E'\n ' || search_words(value) || E' \n '
    || regexp_replace(search_fold(value), '[\u0001-\u001f\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u009f\u00a1-\u00bf\u2010-\u206f]+', '', 'g') || ' '
$$;

-- AlterTable
ALTER TABLE "people" ADD COLUMN     "search_email" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "search_name" TEXT NOT NULL DEFAULT '';

-- Whoever writes a name or an address, it is found by it at once.
CREATE FUNCTION "search_of_people"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search_name := search_lines(NEW.name);
  NEW.search_email := coalesce(search_lines(NEW.email), '');
  RETURN NEW;
END $$;

CREATE TRIGGER "people_search" BEFORE INSERT OR UPDATE OF "name", "email" ON "people"
  FOR EACH ROW EXECUTE FUNCTION "search_of_people"();

UPDATE "people" SET "search_name" = search_lines("name"), "search_email" = coalesce(search_lines("email"), '');

-- CreateIndex
CREATE INDEX "people_search_idx" ON "people" USING GIN ("search_name" gin_trgm_ops, "search_email" gin_trgm_ops);
