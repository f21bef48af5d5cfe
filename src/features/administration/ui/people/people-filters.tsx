"use client";

import { useTeams } from "@/features/tickets/ui/use-pickers";
import { useTranslate } from "@/messages/translate-provider";
import { SearchInput } from "@/ui/fields/search-input";
import { Select } from "@/ui/fields/select";
import { sortWord } from "./people-words";
import { ROLE_FILTERS, SORTS, STATE_FILTERS, type PeopleFilters as Filters } from "./use-people";

/** The search, the filters and the order of the list of people. */
export function PeopleFilters({
  filters,
  onChange,
}: {
  filters: Filters;
  onChange: (part: Partial<Filters>) => void;
}) {
  const t = useTranslate();
  const teams = useTeams();
  return (
    <div className="grid grid-cols-2 items-center gap-2 sm:flex sm:flex-wrap">
      <SearchInput
        label={t("people.search")}
        value={filters.q}
        onValueChange={(q) => onChange({ q })}
        className="col-span-2 min-w-0 flex-1 basis-56 sm:max-w-80"
      />
      <Select
        label={t("people.role")}
        value={filters.role ?? "any"}
        onValueChange={(value) => onChange({ role: value === "any" ? null : value })}
        options={[
          { value: "any", label: t("people.anyRole") },
          ...ROLE_FILTERS.map((role) => ({ value: role, label: t(`connections.role.${role}`) })),
        ]}
        className="min-w-0 sm:w-44"
      />
      <Select
        label={t("people.stateFilter")}
        value={filters.state ?? "any"}
        onValueChange={(value) => onChange({ state: value === "any" ? null : value })}
        options={[
          { value: "any", label: t("people.anyState") },
          ...STATE_FILTERS.map((state) => ({ value: state, label: t(`people.state.${state}`) })),
        ]}
        className="min-w-0 sm:w-40"
      />
      {teams.length > 0 && (
        <Select
          label={t("people.team")}
          value={filters.team ?? "any"}
          onValueChange={(value) => onChange({ team: value === "any" ? null : value })}
          options={[
            { value: "any", label: t("people.anyTeam") },
            ...teams.map((team) => ({ value: team.id, label: team.name })),
          ]}
          className="min-w-0 sm:w-44"
        />
      )}
      {/* Where the columns are, their heads sort. */}
      <Select
        label={t("people.sort")}
        value={filters.sort}
        onValueChange={(sort) => onChange({ sort })}
        options={SORTS.map((sort) => ({ value: sort, label: sortWord(t, sort) }))}
        className="min-w-0 sm:w-52 xl:hidden"
      />
    </div>
  );
}
