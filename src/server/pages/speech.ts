import { headers } from "next/headers";
import { cache } from "react";
import { chooseSpeech, type Speech } from "@/messages/locale";
import type { Translate } from "@/messages/translation";
import { isTimeZone } from "@/shared/time/time-zone";
import { translatorFor } from "@/messages/translator";
import { readSpeechDefaults, type SpeechDefaults } from "@/server/tenant/speech";
import { pageOrganisation } from "./organisation";
import { pageSession } from "./session";

/** The language and time zone of the page that is being rendered: the person's choice, else the organisation's, else their browser's. */
export const pageSpeech = cache(async (): Promise<Speech> => {
  // Where the database is away, a page says so all the same.
  const { language, timeZone } = await readChosen().catch(() => ({ language: null, timeZone: null }));
  return {
    ...chooseSpeech(language, (await headers()).get("accept-language")),
    ...(timeZone !== null && isTimeZone(timeZone) ? { timeZone } : {}),
  };
});

/** What the signed-in person and their organisation chose; before signing in, what the organisation of this host chose. */
async function readChosen(): Promise<SpeechDefaults> {
  const session = await pageSession();
  if (session) {
    return session;
  }
  const organisationId = await pageOrganisation();
  return organisationId === null
    ? { language: null, timeZone: null }
    : await readSpeechDefaults(organisationId);
}

/** The translator of the page that is being rendered. */
export const pageTranslate = cache(async (): Promise<Translate> => translatorFor(await pageSpeech()));
