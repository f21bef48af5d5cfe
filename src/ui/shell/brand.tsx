"use client";

import { createContext, useContext, useMemo, useState, type ReactNode } from "react";

/** What an organisation puts at the top of its pages. */
export interface Brand {
  /** Null where no organisation is known: the product stands there. */
  name: string | null;
  logoUrl: string | null;
  /** A style sheet that stands above tokens.css; empty without an accent of its own. */
  css: string;
}

const PRODUCT: Brand = { name: null, logoUrl: null, css: "" };
const BrandContext = createContext<{ brand: Brand; setBrand: (brand: Brand) => void }>({
  brand: PRODUCT,
  setBrand: () => undefined,
});

/**
 * Gives every page its brand, and its colours in a style element with the page's `nonce`: they come with the HTML, so that
 * nothing flashes, and follow `setBrand` without a reload.
 */
export function BrandProvider({
  initial,
  nonce,
  children,
}: {
  initial: Brand | null;
  nonce: string | undefined;
  children: ReactNode;
}) {
  const [brand, setBrand] = useState(initial ?? PRODUCT);
  const value = useMemo(() => ({ brand, setBrand }), [brand]);
  return (
    <BrandContext value={value}>
      {/* A browser hides the nonce of what it has read; that is no mistake. */}
      <style nonce={nonce} suppressHydrationWarning>
        {brand.css}
      </style>
      {children}
    </BrandContext>
  );
}

/** The brand of the page. */
export function useBrand(): Brand {
  return useContext(BrandContext).brand;
}

/** What stands at the top of the page: the organisation's name, the product's where none is known. */
export function useBrandName(): string {
  return useBrand().name ?? "Helpejo";
}

/** Changes the brand of the page that is open. */
export function useSetBrand(): (brand: Brand) => void {
  return useContext(BrandContext).setBrand;
}
