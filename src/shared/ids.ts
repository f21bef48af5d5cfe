const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Tells whether a text is a UUID; any other is nobody's id, and no reason to ask the database. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
