const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NUMBER = /^[1-9]\d{0,8}$/;

/** Whether a text is a UUID; any other is no id, so the database need not be asked. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** By which column a text names a ticket, its id or its number; null when it is neither. */
export function ticketColumn(text: string): "id" | "number" | null {
  return isUuid(text) ? "id" : NUMBER.test(text) ? "number" : null;
}
