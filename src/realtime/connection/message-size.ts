/**
 * Whether a message is longer than `most` bytes, measured about as JSON would be, and binary by its bytes. It
 * stops counting there, and follows any depth without recursion.
 */
export function isLonger(values: readonly unknown[], most: number): boolean {
  const open: unknown[] = [...values];
  let left = most;
  while (open.length > 0 && left >= 0) {
    const value = open.pop();
    if (typeof value === "string") {
      left -= value.length > left ? value.length : Buffer.byteLength(value) + 2;
    } else if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
      left -= value.byteLength;
    } else if (Array.isArray(value)) {
      left -= 2 + value.length;
      value.forEach((part: unknown) => open.push(part));
    } else if (typeof value === "object" && value !== null) {
      for (const [key, part] of Object.entries(value)) {
        left -= key.length + 4;
        open.push(part);
      }
    } else {
      left -= String(value).length;
    }
  }
  return left < 0;
}
