"use client";

import { createContext, type ComponentType, type ReactNode } from "react";

/** What every row of a menu may show. */
export interface MenuRowProps {
  icon?: ReactNode;
  keys?: readonly string[];
  hint?: ReactNode;
  children: ReactNode;
}

/** The props of MenuItem. */
export interface MenuItemProps extends MenuRowProps {
  onSelect: () => void;
  danger?: boolean;
  disabled?: boolean;
}

/** The props of MenuLink. */
export interface MenuLinkProps extends MenuRowProps {
  href: string;
}

/** The props of MenuRadio. */
export interface MenuRadioProps<Value extends string> {
  label: string;
  options: readonly { value: Value; label: ReactNode; icon?: ReactNode }[];
  value: Value;
  onValueChange: (value: Value) => void;
}

/** The props of MenuGroup. */
export interface MenuGroupProps {
  label: ReactNode;
  children: ReactNode;
}

/** What the rows of an open menu are made of: it comes with the menu itself. */
export interface MenuRows {
  Item: ComponentType<MenuItemProps>;
  Link: ComponentType<MenuLinkProps>;
  Radio: <Value extends string>(props: MenuRadioProps<Value>) => ReactNode;
  Group: ComponentType<MenuGroupProps>;
  Separator: ComponentType;
}

/** The rows of the menu around them. */
export const MenuContext = createContext<MenuRows | null>(null);
