/**
 * Names the person whose request it is. What waited in a browser may be sent when somebody else has signed in there: a
 * request that names another person than its session's is refused as if there were no session.
 */
export const PERSON_HEADER = "helpejo-person";
