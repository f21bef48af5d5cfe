/** A row that is shown: while it comes and goes, its height changes slowly, so that what is below does not jump. */
export interface ShownRow<Item> {
  item: Item;
  /** It came while the page was open. */
  isNew: boolean;
  /** It is over, and still there for a moment. */
  isLeaving: boolean;
}

/** The rows after the items have become others: who came is new, who is missing leaves where it stood. The same rows where nothing changed. */
export function followRows<Item extends { id: string }>(
  rows: readonly ShownRow<Item>[],
  items: readonly Item[],
): readonly ShownRow<Item>[] {
  const staying = rows.filter(({ isLeaving }) => !isLeaving);
  const isSame = staying.length === items.length && staying.every(({ item }, place) => item === items[place]);
  if (isSame) {
    return rows;
  }
  const known = new Map(rows.map((row) => [row.item.id, row]));
  const next = items.map((item) => ({
    item,
    isNew: known.get(item.id)?.isNew ?? true,
    isLeaving: false,
  }));
  const wanted = new Set(items.map(({ id }) => id));
  rows.forEach((row, place) => {
    if (!wanted.has(row.item.id)) {
      next.splice(Math.min(place, next.length), 0, { ...row, isLeaving: true });
    }
  });
  return next;
}
