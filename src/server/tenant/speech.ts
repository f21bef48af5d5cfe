import { ownLanguage, readLanguageSettings } from "@/messages/locale";
import { pool } from "@/server/database/database";
import type { OrganisationId } from "@/shared/roles";
import { organisationForHost } from "./tenant";

/** What somebody reads, and by which clock; null: as their browser says. */
export interface SpeechDefaults {
  language: string | null;
  timeZone: string | null;
}

/** What an organisation chose for those who are not signed in, or chose nothing. */
export async function readSpeechDefaults(organisationId: OrganisationId): Promise<SpeechDefaults> {
  const { rows } = await pool().query<{ language: unknown; languages: unknown; time_zone: string | null }>(
    "SELECT settings->>'language' AS language, settings->'languages' AS languages, settings->>'timeZone' AS time_zone FROM organisations WHERE id = $1",
    [organisationId],
  );
  const [row] = rows;
  return {
    language: row ? ownLanguage(null, readLanguageSettings(row.language, row.languages)) : null,
    timeZone: row?.time_zone ?? null,
  };
}

/** What the organisation of a host chose for those who are not signed in; null: as their browser says, and where that cannot be read. */
export async function languageOfHost(host: string | null): Promise<string | null> {
  try {
    const organisationId = await organisationForHost(host);
    return organisationId && (await readSpeechDefaults(organisationId)).language;
  } catch {
    return null;
  }
}
