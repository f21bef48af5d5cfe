"use client";

import { createContext, use, type AriaAttributes } from "react";

/** What a Field tells the control inside of it. */
export interface FieldWiring {
  controlId: string;
  labelId: string;
  /** The ids of the error and the hint that are shown. */
  describedBy: string | undefined;
  isInvalid: boolean;
  isDisabled: boolean;
  name: string | undefined;
}

/** The Field around a control; null where there is none. */
export const FieldContext = createContext<FieldWiring | null>(null);

/** The attributes of a control that depend on its Field. */
export interface FieldAttributes extends Pick<
  AriaAttributes,
  "aria-labelledby" | "aria-describedby" | "aria-invalid"
> {
  id?: string | undefined;
  name?: string | undefined;
  disabled?: boolean | undefined;
}

/** The attributes that wire a control to its Field; `own` are those that the control has by itself. */
export function useFieldAttributes(
  own: FieldAttributes,
): FieldAttributes & { "data-invalid"?: "" | undefined; "data-disabled"?: "" | undefined } {
  const field = use(FieldContext);
  const disabled = own.disabled || field?.isDisabled || undefined;
  return {
    id: own.id ?? field?.controlId,
    name: field?.name ?? own.name,
    disabled,
    "data-disabled": disabled ? "" : undefined,
    "data-invalid": field?.isInvalid ? "" : undefined,
    "aria-invalid": field?.isInvalid || own["aria-invalid"],
    "aria-labelledby": field?.labelId ?? own["aria-labelledby"],
    "aria-describedby": [own["aria-describedby"], field?.describedBy].filter(Boolean).join(" ") || undefined,
  };
}
