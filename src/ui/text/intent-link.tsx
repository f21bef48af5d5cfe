"use client";

import Link from "next/link";
import { useState, type ComponentProps } from "react";

/**
 * A link whose page is fetched ahead when a pointer or the focus comes to it, and not because it is in sight: a workspace has
 * twenty such links in sight, and each would ask the server for a page.
 */
export function IntentLink({ onPointerEnter, onFocus, ...rest }: ComponentProps<typeof Link>) {
  const [isNear, setNear] = useState(false);
  return (
    <Link
      prefetch={isNear ? null : false}
      {...rest}
      onPointerEnter={(event) => {
        onPointerEnter?.(event);
        setNear(true);
      }}
      onFocus={(event) => {
        onFocus?.(event);
        setNear(true);
      }}
    />
  );
}
