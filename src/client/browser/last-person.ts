const KEY = "helpejo:person";

/** Notes who is signed in on this origin; true when it was somebody else before, who has not signed out. Where nothing is kept nobody knows. */
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
    // Where nothing can be kept there is nothing to forget.
  }
}
