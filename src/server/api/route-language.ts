import { chooseSpeech, type Language } from "@/messages/locale";
import { languageOfHost } from "@/server/tenant/speech";
import { isAppError } from "@/shared/errors";

/** The language of an answer: what was chosen, else what the browser asks for. */
export function languageFor(request: Request, chosen: string | null): Language {
  return chooseSpeech(chosen, request.headers.get("accept-language")).language;
}

/** Does the work of a route without a session, where nobody has chosen a language: what is refused is said as the pages of its host speak. */
export async function refusingAsItsHost<T>(
  context: { request: Request; language: Language },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // With the database away, its settings are, too.
    if (isAppError(error) && error.code !== "unavailable") {
      const chosen = await languageOfHost(context.request.headers.get("host"));
      context.language = languageFor(context.request, chosen);
    }
    throw error;
  }
}
