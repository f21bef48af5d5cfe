import type { ICUArgs, MessageKeys, NestedKeyOf, NestedValueOf } from "use-intl/core";
import type { serverEn } from "./en";

type Catalogue = typeof serverEn;

/** The key of a sentence that the server says, such as "refusals.tickets.unknown". */
export type SentenceKey = MessageKeys<Catalogue, NestedKeyOf<Catalogue>>;

interface Kinds {
  ICUArgument: string | number;
  ICUNumberArgument: number;
  ICUDateArgument: never;
}

type Arguments<Key extends SentenceKey> = ICUArgs<Extract<NestedValueOf<Catalogue, Key>, string>, Kinds>;

/** What a sentence takes beside its key: nothing, or what is put into it. */
export type SentenceArguments<Key extends SentenceKey> =
  Partial<Arguments<Key>> extends Arguments<Key> ? [values?: undefined] : [values: Arguments<Key>];

/** The key of a sentence into which nothing is put. */
export type PlainKey = {
  [Key in SentenceKey]: SentenceArguments<Key> extends [values?: undefined] ? Key : never;
}[SentenceKey];

/**
 * A sentence of the catalogue as the message of a zod schema, which is a text: the key, and behind it what is put into it as
 * JSON. The border that answers makes a sentence of it again (`sentenceOfIssue`). Schemas run in browsers too: no catalogue comes along.
 */
export function said<Key extends SentenceKey>(key: Key, ...values: SentenceArguments<Key>): string;
export function said(key: string, values?: object): string {
  return values === undefined ? key : `${key} ${JSON.stringify(values)}`;
}
