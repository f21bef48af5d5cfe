"use client";

import { createContext, useContext, type ReactNode } from "react";
import type { Language } from "@/messages/locale";
import type { Role } from "@/shared/roles";

/** Who is signed in, as far as pages need to know. */
export interface Me {
  id: string;
  name: string;
  email: string | null;
  avatarUrl: string | null;
  role: Role;
  isStaff: boolean;
  teamIds: readonly string[];
  teams: readonly { id: string; name: string }[];
  /** The language that they chose, "browser" for their browser's; null: they chose none. */
  language: string | null;
  /** The languages that their organisation offers, and the one for those who chose none; null: their browser's. */
  languages: readonly Language[];
  organisationLanguage: Language | null;
  /** Whether single-letter shortcuts work in lists and tickets. */
  hasShortcuts: boolean;
}

const MeContext = createContext<Me | null>(null);

/** Provides who is signed in. */
export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>;
}

/** Who is signed in; outside of a MeProvider it throws. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) {
    throw new Error("useMe needs a MeProvider above it.");
  }
  return me;
}
