/** How long before it reached the browser a page may have been read by the server that rendered it. */
export const RENDER_MILLISECONDS = 3_000;

const rendered = new WeakMap<object, number>();

/** When what came with a page was read, by this browser's clock; going back in the browser brings an old one again. */
export function renderedAt(initial: object): number {
  const at = rendered.get(initial) ?? Date.now() - RENDER_MILLISECONDS;
  rendered.set(initial, at);
  return at;
}
