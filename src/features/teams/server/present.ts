/** The fields of a team that name it. */
export const TEAM_FIELDS = { id: true, name: true, isPrivate: true } as const;

/** Sorts by name without regard to case; those of the same name by id, so that the order is always the same. */
export function byName(a: { id: string; name: string }, b: { id: string; name: string }): number {
  return compare(a.name.toLowerCase(), b.name.toLowerCase()) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
