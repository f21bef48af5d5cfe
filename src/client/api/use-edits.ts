"use client";

import { useState } from "react";

/** A form over something that others may change meanwhile. */
export interface Edits<T extends object> {
  /** What stands in the form: what was typed, and for the rest what stands now. */
  values: T;
  set<Field extends keyof T>(field: Field, value: T[Field]): void;
  /** Whether a field that was changed here has been changed by somebody else since. */
  isOutrun(field: keyof T): boolean;
  /** Gives a field up: what stands now is shown again. */
  takeTheirs(field: keyof T): void;
  /** Keeps what was typed, knowing what stands now. */
  keepMine(field: keyof T): void;
  /** What is to be sent: the changed fields, and as `was` how they stood; null while nothing was changed. */
  body: (Partial<T> & { was: Partial<T> }) | null;
  /** Whether a field holds something else than what stands now. */
  isChanged: boolean;
  reset(): void;
}

/** Keeps what a person changed of `current`, field by field, with what they saw; what they did not touch follows `current`. */
export function useEdits<T extends object>(current: T): Edits<T> {
  const [patch, setPatch] = useState<Partial<T>>({});
  const [was, setWas] = useState<Partial<T>>({});
  const values: T = { ...current, ...patch };
  const forget = (field: keyof T): void => {
    setPatch((now) => without(now, field));
    setWas((now) => without(now, field));
  };
  const isTouched = (field: keyof T): boolean => field in patch && !isSame(patch[field], current[field]);
  const changed = Object.keys(patch).length > 0 && fieldsOf(patch).some(isTouched);
  return {
    values,
    set: (field, value) => {
      setPatch((now) => ({ ...now, [field]: value }));
      setWas((now) => (field in now ? now : { ...now, [field]: current[field] }));
    },
    isOutrun: (field) => isTouched(field) && field in was && !isSame(was[field], current[field]),
    takeTheirs: forget,
    keepMine: (field) => setWas((now) => ({ ...now, [field]: current[field] })),
    body: changed ? { ...patch, was } : null,
    isChanged: changed,
    reset: () => {
      setPatch({});
      setWas({});
    },
  };
}

function fieldsOf<T extends object>(of: Partial<T>): (keyof T)[] {
  const fields: (keyof T)[] = [];
  for (const field in of) {
    fields.push(field);
  }
  return fields;
}

function without<T extends object>(of: Partial<T>, field: keyof T): Partial<T> {
  const rest = { ...of };
  delete rest[field];
  return rest;
}

/** Lists of words and numbers are the same in any order; a week is not. */
function isSame(one: unknown, other: unknown): boolean {
  return plain(one) === plain(other);
}

function plain(value: unknown): string {
  const isList = Array.isArray(value) && value.every((one) => typeof one !== "object");
  return JSON.stringify(isList ? [...value].sort() : value);
}
