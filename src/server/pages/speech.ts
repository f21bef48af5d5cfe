import { headers } from "next/headers";
import { cache } from "react";
import { chooseSpeech, type Speech } from "@/messages/locale";
import type { Translate } from "@/messages/translation";
import { translatorFor } from "@/messages/translator";
import { pageSession } from "./session";

/** The language of the page that is being rendered: the person's choice, else their browser's. */
export const pageSpeech = cache(async (): Promise<Speech> => {
  // Where the database is away, a page says so all the same.
  const chosen = pageSession().then(
    (session) => session?.language,
    () => null,
  );
  return chooseSpeech(await chosen, (await headers()).get("accept-language"));
});

/** The translator of the page that is being rendered. */
export const pageTranslate = cache(async (): Promise<Translate> => translatorFor(await pageSpeech()));
