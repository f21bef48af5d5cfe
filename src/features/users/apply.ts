import type { PersonDto } from "./schema";

/**
 * A person's new name in data that pages have fetched: everything with the person's id and a name becomes what the person is now, of the
 * fields that it has. What does not show the person stays the same object.
 */
export function withPerson<Data>(data: Data, person: PersonDto): Data {
  return walk(data, person) as Data;
}

/** Whether data shows a person. */
export function showsPerson(data: unknown, personId: string): boolean {
  if (!isPlain(data)) {
    return false;
  }
  return isOf(data, personId) || Object.values(data).some((one) => showsPerson(one, personId));
}

function walk(data: unknown, person: PersonDto): unknown {
  if (!isPlain(data)) {
    return data;
  }
  if (Array.isArray(data)) {
    const items = data.map((one: unknown) => walk(one, person));
    return items.some((one, index) => one !== data[index]) ? items : data;
  }
  const entries = Object.entries(data);
  const renewed = entries.map(([key, one]): [string, unknown] => [key, walk(one, person)]);
  const isSame = renewed.every(([, one], index) => one === entries[index]?.[1]);
  const now = isSame ? data : Object.fromEntries(renewed);
  return isOf(data, person.id) ? { ...now, ...fieldsOf(data, person) } : now;
}

/** An email that the event does not carry is one that its receiver may not see. */
function fieldsOf(data: object, { name, avatarUrl, email }: PersonDto): object {
  return {
    name,
    ...("avatarUrl" in data ? { avatarUrl } : {}),
    ...("email" in data && email !== undefined ? { email } : {}),
  };
}

function isOf(data: object, personId: string): boolean {
  return "id" in data && data.id === personId && "name" in data && typeof data.name === "string";
}

function isPlain(data: unknown): data is object {
  return (
    typeof data === "object" &&
    data !== null &&
    (Array.isArray(data) || Object.getPrototypeOf(data) === Object.prototype)
  );
}
