const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NUMBER = /^[1-9]\d{0,8}$/;

/** Whether a text is a UUID; any other is no id, so the database need not be asked. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** The first id that may have been made at a time, in milliseconds since 1970: ids begin with their time (UUID version 7), so rows are in the order of both. */
export function firstIdOf(milliseconds: number): string {
  const hex = Math.max(0, Math.floor(milliseconds)).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}

/** By which column a text names a ticket, its id or its number; null when it is neither. */
export function ticketColumn(text: string): "id" | "number" | null {
  return isUuid(text) ? "id" : NUMBER.test(text) ? "number" : null;
}
