import { z } from "zod";
import { LANGUAGES, parseLanguage, type Language } from "@/messages/locale";
import { openSecret, sealSecret } from "@/server/secrets/seal";
import { mintOrganisationId, type OrganisationId } from "@/shared/roles";
import { purposeOf } from "./rules-purpose";
import { redactorFor, type Known, type Redactor } from "./rules-redact";

const sealedSchema = z.object({
  names: z.array(z.string()),
  addresses: z.array(z.string()),
  avatarKey: z.string().nullable(),
});

/** What has to be known of a person to find them, and where their picture is. */
export interface KnownPerson extends Omit<Known, "personId"> {
  avatarKey: string | null;
}

/** An erasure that runs, as its stages get it. */
export interface Erasure {
  id: string;
  organisationId: OrganisationId;
  personId: string;
  startedById: string;
  hasTexts: boolean;
  language: Language;
  known: KnownPerson;
  redactor: Redactor;
  /** Where the stage stands; null at its beginning. */
  position: string | null;
}

/** What one transaction did of a stage. */
export interface Piece {
  /** How many rows had their turn. */
  handled: number;
  /** Where to go on; null when the stage is done. */
  position: string | null;
  /** Stored files that are to be removed once this is committed. */
  files?: readonly string[];
}

/** The row of an erasure. */
export interface ErasureRow {
  id: string;
  organisation_id: string;
  person_id: string;
  started_by: string;
  texts: boolean;
  language: string;
  stage: number;
  position: string | null;
  sealed: string | null;
}

/** What stages get of an erasure's row. */
export function readTask(row: ErasureRow): Erasure {
  const known = sealedSchema.parse(JSON.parse(openSecret(row.sealed ?? "", purposeOf(row.id))));
  return {
    id: row.id,
    organisationId: mintOrganisationId(row.organisation_id),
    personId: row.person_id,
    startedById: row.started_by,
    hasTexts: row.texts,
    language: parseLanguage(row.language) ?? LANGUAGES[0],
    known,
    redactor: redactorFor(known),
    position: row.position,
  };
}

/** What is known of the person, sealed for the row of their erasure. */
export function sealKnown(erasureId: string, known: KnownPerson): string {
  return sealSecret(JSON.stringify(known), purposeOf(erasureId));
}
