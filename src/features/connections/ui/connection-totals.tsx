"use client";

import type { ConnectionCounts } from "@/features/connections/schema";
import { ROLES, type Role } from "@/shared/roles";
import { classNames } from "@/ui/class-names";
import { useTranslate } from "@/messages/translate-provider";

/** The props of ConnectionTotals. */
export interface ConnectionTotalsProps {
  totals: ConnectionCounts;
  role: Role | null;
  onRole: (role: Role | null) => void;
}

/** How many are connected, by role; each figure narrows the list to its role. */
export function ConnectionTotals({ totals, role, onRole }: ConnectionTotalsProps) {
  const t = useTranslate();
  const shown = [...ROLES].reverse();
  return (
    <ul aria-label={t("connections.byRole")} className="flex flex-wrap gap-2">
      <Total
        label={t("connections.everybody")}
        count={totals.connections}
        isOn={role === null}
        onPress={() => onRole(null)}
      />
      {shown.map((one) => (
        <Total
          key={one}
          label={t(`connections.roles.${one}`)}
          count={totals.byRole[one] ?? 0}
          isOn={role === one}
          onPress={() => onRole(role === one ? null : one)}
        />
      ))}
    </ul>
  );
}

function Total({
  label,
  count,
  isOn,
  onPress,
}: {
  label: string;
  count: number;
  isOn: boolean;
  onPress: () => void;
}) {
  return (
    <li>
      <button
        type="button"
        aria-pressed={isOn}
        onClick={onPress}
        className={classNames(
          "inline-flex h-(--control) items-center gap-2 rounded-lg px-3 text-ui transition-colors focus-ring",
          isOn
            ? "bg-selected font-medium text-ink ring-1 ring-inset ring-accent"
            : "text-ink-muted ring-1 ring-inset ring-line hover:bg-hover hover:text-ink",
        )}
      >
        {label}
        <span className="font-semibold text-ink tabular-nums">{count}</span>
      </button>
    </li>
  );
}
