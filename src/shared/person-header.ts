/**
 * The header that names the person whose request it is. A queued request may be sent after another person
 * signed in in the same browser: a request that names another person than its session's is refused as if
 * there were no session.
 */
export const PERSON_HEADER = "helpejo-person";
