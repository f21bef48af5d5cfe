/** What it is sealed for, by what an erasure recognises its person. */
export function purposeOf(erasureId: string): string {
  return `erasure ${erasureId}`;
}
