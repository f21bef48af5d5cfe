"use client";

import { Combobox } from "@/ui/fields/combobox";
import type { ComboboxItem } from "@/ui/fields/combobox-popup";

const ZONES_SHOWN = 50;

/** A time zone, found by a part of its name; null for none. */
export function ZoneChoice({
  value,
  onValueChange,
  placeholder,
}: {
  value: string | null;
  onValueChange: (zone: string | null) => void;
  /** What stands there while none is chosen. */
  placeholder: string;
}) {
  return (
    <Combobox
      value={value === null ? null : zoneItem(value)}
      onValueChange={(next) => onValueChange(next?.id ?? null)}
      search={findZones}
      placeholder={placeholder}
    />
  );
}

function zoneItem(name: string): ComboboxItem {
  return { id: name, label: name.replaceAll("_", " ") };
}

/** Time zones whose name holds what was typed, however it is written. */
async function findZones(query: string): Promise<ComboboxItem[]> {
  const typed = query.trim().toLowerCase().replaceAll("_", " ");
  return Intl.supportedValuesOf("timeZone")
    .map(zoneItem)
    .filter(({ label }) => label.toLowerCase().includes(typed))
    .slice(0, ZONES_SHOWN);
}
