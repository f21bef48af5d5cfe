import { headers } from "next/headers";
import { cache } from "react";
import { chooseSpeech, type Speech } from "@/messages/locale";
import type { Translate } from "@/messages/translation";
import { isTimeZone } from "@/shared/time/time-zone";
import { translatorFor } from "@/messages/translator";
import { pageSession } from "./session";

/** The language and time zone of the page that is being rendered: the person's choice, else their browser's. */
export const pageSpeech = cache(async (): Promise<Speech> => {
  // Where the database is away, a page says so all the same.
  const chosen = pageSession().then(
    (session) => session,
    () => null,
  );
  const session = await chosen;
  const timeZone = session?.timeZone ?? null;
  return {
    ...chooseSpeech(session?.language, (await headers()).get("accept-language")),
    ...(timeZone !== null && isTimeZone(timeZone) ? { timeZone } : {}),
  };
});

/** The translator of the page that is being rendered. */
export const pageTranslate = cache(async (): Promise<Translate> => translatorFor(await pageSpeech()));
