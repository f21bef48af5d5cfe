/** A text that was written into the same field elsewhere. */
export interface KeptText {
  id: string;
  text: string;
  writtenAt: string;
}

/** A draft, wherever it is kept: on the server, or in a browser that several tabs share. */
export interface DraftState {
  revision: number;
  text: string;
  version: number | null;
  writtenAt: string;
  others: KeptText[];
}

/** Something written, and the revision that its writer had before them. */
export interface DraftWrite {
  text: string;
  version: number | null;
  revision: number;
  writtenAt: string;
  /** What stood there before it was emptied. */
  before?: string | undefined;
  aside?: readonly string[] | undefined;
  drop?: readonly string[] | undefined;
}

/** Where nothing was written yet. */
export const NO_DRAFT: DraftState = {
  revision: 0,
  text: "",
  version: null,
  writtenAt: new Date(0).toISOString(),
  others: [],
};

/**
 * One rule for tabs and devices that write the same draft, by which nothing typed is ever lost. What goes on from the
 * stored revision replaces it. What was written on an older one is merged: of two texts of which one goes on from the
 * other, the longer stays; of two different ones, the newer stands in the field and the other is kept aside. What was
 * emptied (sent) stays empty against whatever had been written before.
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

/** Whether whoever has `text` has `part` as well: it is the same, goes on from it, or has it put in at its end. */
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
    // Emptied by somebody who did not know all of it: what they did not know stays.
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
