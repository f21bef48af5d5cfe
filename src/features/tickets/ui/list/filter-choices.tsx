"use client";

import { useState, type ReactNode } from "react";
import type { ListedTicket } from "@/features/tickets/schema";
import type { PersonDto } from "@/features/users/schema";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import { Avatar } from "@/ui/people/avatar";
import { Checkbox } from "@/ui/fields/checkbox";
import type { ComboboxItem } from "@/ui/fields/combobox-popup";
import { LateMultiCombobox } from "@/ui/fields/late-multi-combobox";
import type { ListFilter } from "./query";
import { priorityOptions, statusOptions, tagWords } from "@/features/tickets/ui/ticket-words";
import { findPeople, findTags, useCategories, useTeams } from "@/features/tickets/ui/use-pickers";

/** The props of a filter's choices. */
export interface FilterChoicesProps {
  filter: ListFilter;
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** Names of people by id, as far as they are known. */
  names: ReadonlyMap<string, string>;
}

/** What one filter offers: boxes to tick, and for people and tags a search. */
export function FilterChoices(props: FilterChoicesProps) {
  const { filter } = props;
  const boxes = useBoxes(filter);
  return (
    <div className="flex flex-col gap-1">
      {boxes.map((box) => (
        <Checkbox
          key={box.value}
          checked={props.values.includes(box.value)}
          onCheckedChange={(isOn) =>
            props.onChange(
              isOn ? [...props.values, box.value] : props.values.filter((one) => one !== box.value),
            )
          }
          label={
            <span className="flex items-center gap-2">
              {box.icon}
              {box.label}
            </span>
          }
          className="py-0.5"
        />
      ))}
      {(filter === "assignee" || filter === "requester" || filter === "tag") && (
        <div className={boxes.length > 0 ? "mt-2" : undefined}>
          <SearchedChoices {...props} fixed={boxes.map((box) => box.value)} />
        </div>
      )}
    </div>
  );
}

/** What is chosen in a filter, in words: "Open, Waiting", "Me", "3 people"; null when nothing is. */
export function useFilterWords(
  filter: ListFilter,
  values: readonly string[],
  names: ReadonlyMap<string, string>,
): string | null {
  const t = useTranslate();
  const boxes = useBoxes(filter);
  if (values.length === 0) {
    return null;
  }
  if (filter === "status" && values.join() === "open,in_progress,waiting") {
    return t("tickets.filter.active");
  }
  const words = values.map(
    (value) =>
      boxes.find((box) => box.value === value)?.label ??
      names.get(value) ??
      (filter === "tag" ? tagWords(t, [value]) : null),
  );
  const known = words.filter((word) => word !== null);
  return known.length === values.length && known.length <= 2
    ? known.join(", ")
    : t("tickets.filter.chosen", { count: values.length });
}

/** The people of these rows by id, to name them in a filter. */
export function namesIn(
  rows: readonly ListedTicket[],
  others: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const people = rows.flatMap((row) => [row.requester, ...(row.assignee ? [row.assignee] : [])]);
  return new Map([...others, ...people.map((person) => [person.id, person.name] as const)]);
}

interface Box {
  value: string;
  label: string;
  icon?: ReactNode;
}

function useBoxes(filter: ListFilter): readonly Box[] {
  const t = useTranslate();
  const teams = useTeams();
  const categories = useCategories();
  switch (filter) {
    case "status":
      return statusOptions(t);
    case "priority":
      return priorityOptions(t);
    case "assignee":
      return [
        { value: "me", label: t("tickets.filter.me") },
        { value: "none", label: t("tickets.filter.nobody") },
      ];
    case "team":
      return [
        { value: "none", label: t("tickets.filter.noTeam") },
        ...teams.map((team) => ({ value: team.id, label: team.name })),
      ];
    case "category":
      return categories.map((category) => ({ value: category.key, label: category.name }));
    case "requester":
      return [{ value: "me", label: t("tickets.filter.me") }];
    case "tag":
      return [];
  }
}

function SearchedChoices({
  filter,
  values,
  onChange,
  names,
  fixed,
}: FilterChoicesProps & { fixed: readonly string[] }) {
  const t = useTranslate();
  const find = filter === "tag" ? t("tickets.filter.findTag") : t("tickets.filter.findPerson");
  const [chosen, setChosen] = useState<readonly ComboboxItem[]>([]);
  const isFixed = (value: string): boolean => fixed.includes(value);
  const itemOf = (value: string): ComboboxItem =>
    chosen.find((item) => item.id === value) ?? {
      id: value,
      label: names.get(value) ?? (filter === "tag" ? value : t("tickets.filter.onePerson")),
    };
  return (
    <LateMultiCombobox
      label={find}
      placeholder={find}
      value={values.filter((value) => !isFixed(value)).map(itemOf)}
      onValueChange={(items) => {
        setChosen(items);
        onChange([...values.filter(isFixed), ...items.map((item) => item.id)]);
      }}
      search={async (query, signal) =>
        filter === "tag"
          ? (await findTags(query, signal)).map((name) => ({ id: name, label: name }))
          : (await findPeople(query, signal, { assignable: filter === "assignee" })).map((person) =>
              personItem(t, person),
            )
      }
    />
  );
}

/** A person as a combobox item. */
export function personItem(
  t: Translate,
  person: PersonDto & { emailConfirmed?: boolean | undefined },
): ComboboxItem {
  const { email } = person;
  return {
    id: person.id,
    label: person.name,
    ...(email
      ? { hint: person.emailConfirmed === false ? t("tickets.filter.unconfirmed", { email }) : email }
      : {}),
    icon: <Avatar id={person.id} name={person.name} src={person.avatarUrl} size="sm" decorative />,
  };
}
