import type { Role } from "@/shared/roles";

/** A person's rights, from one change to the next. */
export interface Rights {
  role: Role;
  teamIds: readonly string[];
  isDisabled: boolean;
}

/** A change of a person by an admin, as the audit has it. */
export interface RightsChange {
  personId: string;
  role?: Role | undefined;
  teamIds?: string[] | undefined;
  disabled?: boolean | undefined;
  /** The account that they were merged into. */
  mergedInto?: string;
  /** When it was committed. */
  at: number;
}

/** Each person's rights over time, rebuilt from the audit. Times in milliseconds since 1970. */
export class RightsHistory {
  private readonly people = new Map<string, { from: number; rights: Rights }[]>();

  /** Begins with everybody's rights before any change. */
  constructor(
    initial: readonly { id: string; initial: { role: Role; teamIds: readonly string[] } }[],
    changes: readonly RightsChange[],
  ) {
    for (const { id, initial: first } of initial) {
      this.people.set(id, [{ from: 0, rights: { ...first, isDisabled: false } }]);
    }
    for (const change of [...changes].sort((a, b) => a.at - b.at)) {
      const steps = this.people.get(change.personId);
      const last = steps?.at(-1);
      if (steps && last) {
        steps.push({
          from: change.at,
          rights: {
            role: change.role ?? last.rights.role,
            teamIds: change.teamIds ?? last.rights.teamIds,
            isDisabled: change.disabled ?? last.rights.isDisabled,
          },
        });
      }
    }
  }

  /** All rights that a person had at some moment from `from` to `to`. */
  during(personId: string, from: number, to: number): Rights[] {
    const steps = this.people.get(personId) ?? [];
    return steps.flatMap((step, index) =>
      step.from <= to && (steps[index + 1]?.from ?? Infinity) >= from ? [step.rights] : [],
    );
  }
}
