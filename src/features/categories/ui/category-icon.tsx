"use client";

import {
  AppWindow,
  Building2,
  Car,
  CircleQuestionMark,
  Database,
  KeyRound,
  Laptop,
  Mail,
  Network,
  Phone,
  Plane,
  Printer,
  ShieldCheck,
  ShoppingCart,
  Users,
  Wrench,
  type LucideIcon,
} from "lucide-react";
import type { CategoryIconName } from "@/features/categories/fields";

const ICONS: Record<CategoryIconName, LucideIcon> = {
  laptop: Laptop,
  app: AppWindow,
  network: Network,
  key: KeyRound,
  plane: Plane,
  printer: Printer,
  phone: Phone,
  mail: Mail,
  building: Building2,
  shield: ShieldCheck,
  people: Users,
  wrench: Wrench,
  database: Database,
  cart: ShoppingCart,
  car: Car,
  question: CircleQuestionMark,
};

/** A category's icon, as an ornament beside its name; nothing where it has none. */
export function CategoryIcon({ icon }: { icon: CategoryIconName | null }) {
  if (icon === null) {
    return null;
  }
  const Icon = ICONS[icon];
  return <Icon aria-hidden className="size-4 shrink-0 text-ink-muted" />;
}
