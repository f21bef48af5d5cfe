import type { Sentence } from "@/messages/server/sentence";
import { say } from "@/messages/server/say";
import { isPlainPath } from "@/shared/own-path";

/** Next.js writes each parameter into the page several times: rendering a page with two thousand took a third of a second. */
const MOST_PARAMETERS = 100;

/** The sentence that says why no page can have this address, or undefined. Takes the address as it was sent, and its path. */
export function pageAddressFault(url: string, path: string): Sentence | undefined {
  // Next.js answers 500 to what is no text once it is decoded; and what is a page of ours to one reader and
  // another host to the next ends in no redirect of its own.
  if (!isPlainPath(path) || !isDecodable(path)) {
    return say("refusals.http.addressUnreadable");
  }
  const query = url.slice(path.length);
  return query.split("&", MOST_PARAMETERS + 1).length > MOST_PARAMETERS
    ? say("refusals.http.tooManyParameters", { most: MOST_PARAMETERS })
    : undefined;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
