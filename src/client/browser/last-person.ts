const KEY = "helpejo:person";

/** Stores who is signed in on this origin; true when another person was signed in before and has not signed out. False without storage. */
export function isAnotherPerson(personId: string): boolean {
  try {
    const before = localStorage.getItem(KEY);
    localStorage.setItem(KEY, personId);
    return before !== null && before !== personId;
  } catch {
    return false;
  }
}

/** Forgets who was signed in. */
export function forgetPerson(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Without storage there is nothing to forget.
  }
}
