/** What stands where a text or a name was that is anonymised; the same in every language, as it is stored. */
export const ANONYMISED = "[…]";
