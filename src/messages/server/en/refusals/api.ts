/** What every route may refuse. */
export const api = {
  signIn: "Please sign in.",
  otherPerson: "Somebody else is signed in here now. Please sign in again.",
  forbidden: "You may not do this.",
  proof: "Please enter your password again before you do this (POST /api/me/reauthenticate).",
  changedMeanwhile: "Somebody else has changed this meanwhile. Look at it again before you change it.",
  changedSince: "Somebody else has changed this since you saw it.",
  badKey: "An Idempotency-Key has 1 to 200 characters.",
  foreignPage: "This request did not come from a page of this help desk.",
  unstorable: "This holds a character that cannot be kept (a NUL, or half of a character).",
  sendJson: "Send JSON, with content-type application/json.",
  accessChanged: "Your access has just changed. The connection is being made anew.",
  stillWorking: "The same request is still being worked on. Please try again.",
  keyReused: "This Idempotency-Key was already used for another request body.",
  answerErased:
    "A request with this Idempotency-Key was carried out already. Its answer held data of a person that has been erased since, and cannot be given again.",
  resync:
    "Too much has happened since this cursor, or the database was restored: fetch everything again, and begin without it.",
  badCursor: "This page's cursor is not one that this list gave out.",
  queryTooLong: "The part of the address after the question mark is longer than {most, number} characters.",
  once: "Give this once.",
  method: "This address does not offer that method.",
} as const;
