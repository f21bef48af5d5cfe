/** How long before its arrival in the browser the server may have read a page's data. */
export const RENDER_MILLISECONDS = 3_000;

const rendered = new WeakMap<object, number>();

/** When the server read a page's data, by this browser's clock; the back button may bring an old page again. */
export function renderedAt(initial: object): number {
  const at = rendered.get(initial) ?? Date.now() - RENDER_MILLISECONDS;
  rendered.set(initial, at);
  return at;
}
