/** A text that was written into the same field elsewhere. */
export interface KeptText {
  id: string;
  text: string;
  writtenAt: string;
}

/** A draft, stored on the server or in a browser that several tabs share. */
export interface DraftState {
  revision: number;
  text: string;
  version: number | null;
  writtenAt: string;
  others: KeptText[];
}

/** A write, with the revision that its writer had seen. */
export interface DraftWrite {
  text: string;
  version: number | null;
  revision: number;
  writtenAt: string;
  /** The text before it was emptied. */
  before?: string | undefined;
  aside?: readonly string[] | undefined;
  drop?: readonly string[] | undefined;
}

/** The state before anything was written. */
export const NO_DRAFT: DraftState = {
  revision: 0,
  text: "",
  version: null,
  writtenAt: new Date(0).toISOString(),
  others: [],
};

/**
 * The merge rule for tabs and devices that write the same draft, by which nothing typed is ever lost. A write
 * on the stored revision replaces it. A write on an older revision is merged: of two texts of which one
 * continues the other, the longer stays; of two different ones, the newer stays in the field and the other is
 * set aside. A draft that was emptied (sent) stays empty when an earlier text arrives later.
 */
export function mergeDraft(stored: DraftState | null, write: DraftWrite, makeId: () => string): DraftState {
  const now = stored ?? NO_DRAFT;
  const mine = { text: write.text, version: write.version, writtenAt: write.writtenAt };
  const theirs = { text: now.text, version: now.version, writtenAt: now.writtenAt };
  const { field, aside } = settle(mine, theirs, {
    isFollowing: stored === null || write.revision === now.revision,
    before: write.before ?? "",
  });
  const texts = [
    ...(aside === null ? [] : [aside]),
    ...(write.aside ?? []).map((text) => ({ text, writtenAt: write.writtenAt })),
  ];
  const others = texts.reduce(
    (all, one) =>
      all.some((other) => covers(other.text, one.text)) ? all : [...all, { id: makeId(), ...one }],
    now.others.filter((one) => !write.drop?.includes(one.id)),
  );
  const next = { ...field, others: others.filter((one) => !covers(field.text, one.text)) };
  return isSame(next, now) && stored
    ? now
    : { revision: Math.max(now.revision, write.revision) + 1, ...next };
}

/** Whether `text` contains `part`: it is equal, continues it, or has it appended. */
export function covers(text: string, part: string): boolean {
  const [whole, wanted] = [text.trim(), part.trim()];
  return whole.startsWith(wanted) || whole.endsWith(`\n\n${wanted}`);
}

interface Written {
  text: string;
  version: number | null;
  writtenAt: string;
}

interface KeptAside {
  text: string;
  writtenAt: string;
}

function settle(
  mine: Written,
  theirs: Written,
  { isFollowing, before }: { isFollowing: boolean; before: string },
): { field: Written; aside: KeptAside | null } {
  const isNewer = mine.writtenAt > theirs.writtenAt;
  if (isFollowing) {
    return { field: mine, aside: null };
  }
  if (theirs.text.trim() === "") {
    return isNewer || mine.text.trim() === ""
      ? { field: isNewer ? mine : theirs, aside: null }
      : { field: theirs, aside: asideOf(mine) };
  }
  if (before !== "" && covers(before, theirs.text)) {
    return { field: mine, aside: null };
  }
  if (mine.text.trim() === "") {
    // Emptied by a writer who did not know all of it: what they did not know stays.
    return { field: theirs, aside: null };
  }
  if (covers(mine.text, theirs.text)) {
    return { field: mine, aside: null };
  }
  if (covers(theirs.text, mine.text)) {
    return { field: theirs, aside: null };
  }
  return isNewer ? { field: mine, aside: asideOf(theirs) } : { field: theirs, aside: asideOf(mine) };
}

function asideOf({ text, writtenAt }: Written): KeptAside {
  return { text, writtenAt };
}

function isSame(next: Omit<DraftState, "revision">, now: DraftState): boolean {
  return (
    next.text === now.text &&
    next.version === now.version &&
    next.others.length === now.others.length &&
    next.others.every((one, index) => one.id === now.others[index]?.id)
  );
}
