/** What the map has under `key`; the seed refers to nothing that is not in it. */
export function found<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) {
    throw new Error(`The demo refers to something that is not in it: ${String(key)}`);
  }
  return value;
}
